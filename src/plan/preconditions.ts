import type { NodeName } from '../model/names.ts'
import type { Endpoint } from '../model/settings.ts'
import type { Precondition } from './plan.ts'

/** A member under repair: who vouches for it, and where the others would look for it. */
export interface OutOfReach {
  readonly node: NodeName
  readonly ticket: string
  readonly endpoints: readonly Endpoint[]
  /** Whether it is known to run another version than the entry node. */
  readonly isStrange: boolean
}

/** What is known of the nodes when phases are laid out, as far as it decides what must hold before a commit. */
export interface Standings {
  readonly entry: NodeName
  /** Members that take part, sorted by name. */
  readonly members: readonly NodeName[]
  readonly outOfService: readonly OutOfReach[]
  /** Nodes whose configuration would win over the entry node's: they have a lower priority value. */
  readonly stronger: readonly NodeName[]
}

/**
 * What must hold before any commit: nobody under repair takes it who runs another version, no node that would win a
 * conflict holds something else, and time has passed.
 */
export function beforeCommit(standings: Standings): readonly Precondition[] {
  const strange = standings.outOfService.filter(({ isStrange }) => isStrange)
  return [...strange.map(isolated), ...unlessOutdone(standings)]
}

function unlessOutdone({ entry, stronger }: Standings): readonly Precondition[] {
  const clock: Precondition = { kind: 'clock', entry }
  if (stronger.length === 0) return [clock]
  const because = `they have a lower priority value than ${entry}, so that an older configuration of theirs would win over the commit`
  return [{ kind: 'confirmed', nodes: stronger, because }, clock]
}

/** What must hold before groups or listeners change: nodes under repair are shut away. */
export function beforeTopology(standings: Standings): readonly Precondition[] {
  return [...shutAway(standings), ...unlessOutdone(standings)]
}

/** That nobody under repair can return in the middle of it. */
export function shutAway({ outOfService }: Standings): readonly Precondition[] {
  return outOfService.map(isolated)
}

function isolated({ node, ticket, endpoints }: OutOfReach): Precondition {
  return { kind: 'isolated', node, ticket, endpoints }
}

/** What must hold before something is taken away that a node may still rely on: everyone has heard of its replacement. */
export function beforeContract(standings: Standings): readonly Precondition[] {
  const because = 'a node that does not hold what was committed before may rely on what this commit takes away'
  const everyone: Precondition = { kind: 'confirmed', nodes: standings.members, because }
  // One under repair is no member: where it would win, it has to be asked as before any commit.
  const stronger = standings.stronger.filter((node) => !standings.members.includes(node))
  return [everyone, ...beforeTopology({ ...standings, stronger })]
}
