import { SWITCHES, type Switches } from '../../src/emulator/switches.ts'
import { createCluster, type EmulatedCluster } from '../../src/emulator/cluster.ts'
import type { Cluster } from '../../src/model/fleet.ts'
import { nodeName, type NodeName, type Uuid } from '../../src/model/names.ts'
import type { ListEntry } from '../../src/model/observed.ts'
import { ownedDescription, type DesiredList } from '../../src/model/policy/list.ts'
import type { DesiredSystemFile } from '../../src/model/policy/system-file.ts'
import { aCluster, place, sourced, uuidOf, type NodeSketch } from '../plan/a-cluster.ts'
import { nodeSeed, profile, start } from './cluster-world.ts'
import { diceNamed, type Dice } from './dice.ts'
import { drawAway, underRepair, type Away } from './draw-away.ts'
import { drawCanary, type DrawnCanary } from './draw-canary.ts'
import { drawFiles, drawOwners, firstFiles } from './draw-files.ts'
import { drawHeldSets, drawSets, policyOf, type RuleSetWish } from './draw-rule-sets.ts'

/** How a cluster should be. */
export interface Wish {
  /** With the lists below and the system files in its policy. */
  readonly desired: Cluster
  /** Lists by name: the entries that are wanted, or null where there should be none. Lists not named here are foreign. */
  readonly lists: ReadonlyMap<string, readonly string[] | null>
  /** Rule sets of ours; absent in a world whose policy has none of anybody. */
  readonly ruleSets?: RuleSetWish
}

/** What a seed says: a cluster as it is, as it should be, and how its product decides where nobody knows. */
export interface DrawnWorld extends Wish {
  /** What tells it from every other, for dice of their own. */
  readonly secret: string
  readonly names: ReadonlyMap<Uuid, NodeName>
  readonly entry: Uuid
  /** Whether it is known how a backup is laid out, so that one of them says what has moved in the cluster. */
  readonly archived: boolean
  /** A node that the YAML declares out of service. */
  readonly away?: Away
  /** How its changes are spread over locations; absent where all are made at once. */
  readonly canary?: DrawnCanary
  /** Another wish for the same nodes. */
  readonly anotherWish: (dice: Dice) => Wish
  readonly switches: Switches
  readonly cluster: EmulatedCluster
}

/** Ids of the lists that a cluster starts with. */
export const LISTS = {
  managed: 'com.scur.type.regex.386',
  foreign: 'com.scur.type.regex.387',
  unwanted: 'com.scur.type.regex.388',
} as const

/** Draws a world; who is out of service in it can be said otherwise. */
export function drawWorld(dice: Dice, secret: string, whoIsAway = drawAway): DrawnWorld {
  const places = drawPlaces(dice)
  const drawn = [drawGroups(dice, places), drawGroups(dice, places)] as const
  const priorities = places.map(() => (dice.chance(0.8) ? 10 : dice.whole(5, 15)))
  const away = whoIsAway(diceNamed(`under repair in ${secret}`), places)
  const [before, after] = away === undefined ? drawn : groupsAround(away, places, drawn, secret)
  const canary = drawCanary(diceNamed(`canary of ${secret}`), places)
  const [first] = places
  const entry = first!.name
  const wanted = (die: Dice, groups: readonly (readonly string[])[]): Cluster => {
    const sketches = places.map((place, index): NodeSketch => ({
      ...place,
      ...(place.name === away?.name && { address: away.address, outOfService: underRepair }),
      groups: groups[index]!,
      settings: {
        priority: priorities[index]!,
        ...((die.chance(0.6) || canary !== undefined) && { 'updates.interval': die.whole(30, 300) }),
      },
    }))
    return aCluster(sketches, { entryNode: sourced(nodeName(entry)) })
  }
  const desired = wanted(dice, after)
  const switches = drawSwitches(dice)
  const skewed = dice.chance(0.4)
  const seeds = places.map(({ name }, index) => ({
    ...nodeSeed(uuidOf(name), nodeName(name), {
      'groups.network': before[index]!,
      priority: priorities[index]!,
      'updates.interval': 240,
    }),
    systemFiles: firstFiles,
    skew: skewed ? dice.whole(-25, 25) : 0,
  }))
  const lists = drawLists(dice)
  const mine = (name: string): { readonly description?: string } =>
    lists.has(name) ? { description: ownedDescription('from a seed') } : {}
  const owners = drawOwners(
    dice,
    places.map(({ name }) => nodeName(name)),
  )
  const ownDice = diceNamed(`rule sets of ${secret}`)
  const hasRuleSets = ownDice.chance(0.35)
  const sets = hasRuleSets ? { ruleSets: drawSets(ownDice.fork()) } : {}
  return {
    secret,
    archived: diceNamed(`backups of ${secret}`).chance(0.4),
    names: new Map(places.map(({ name }) => [uuidOf(name), nodeName(name)])),
    entry: uuidOf(entry),
    ...(away === undefined ? {} : { away }),
    ...(canary === undefined ? {} : { canary }),
    desired: withPolicy(desired, { lists, ...sets }, drawFiles(dice, owners)),
    lists,
    ...sets,
    // Which lists are ours is decided once, so that a judge can tell who wants one gone; what they hold is drawn anew.
    anotherWish: (die) => {
      const others = wanted(die, drawGroups(die, places))
      const drawn = drawLists(die)
      const held = new Map(
        [...lists].map(([name, values]) => [name, values === null ? null : (drawn.get(name) ?? values)]),
      )
      const files = drawFiles(die, owners)
      const wish = { lists: held, ...(hasRuleSets ? { ruleSets: drawSets(die.fork()) } : {}) }
      return { ...wish, desired: withPolicy(others, wish, files) }
    },
    switches,
    cluster: createCluster(
      {
        formatVersion: 1,
        secret,
        savedAt: start - 3_600_000,
        accounts: ['writer', 'reader'].map((name) => ({ name, password: 'secret' })),
        nodes: seeds,
        clusterDocuments: [],
        settings: [],
        lists: [
          { id: LISTS.managed, name: 'blocklist', ...mine('blocklist'), ...regex, entries: entriesOf(['a', 'b', 'c']) },
          { id: LISTS.foreign, name: 'not ours', ...regex, entries: entriesOf(['x', 'y']) },
          { id: LISTS.unwanted, name: 'old list', ...mine('old list'), ...regex, entries: entriesOf(['o']) },
        ],
        ruleSets: hasRuleSets ? drawHeldSets(ownDice.fork()) : [],
      },
      profile,
      switches,
    ),
  }
}

const regex = { typeId: 'com.scur.type.regex' }

function withPolicy(
  cluster: Cluster,
  { lists, ruleSets }: Omit<Wish, 'desired'>,
  systemFiles: readonly DesiredSystemFile[],
): Cluster {
  const wanted = [...lists].flatMap(([name, values]): DesiredList[] =>
    values === null
      ? []
      : [{ name, type: 'regex', description: ownedDescription('from a seed'), entries: asWanted(values), place }],
  )
  if (ruleSets === undefined) return { ...cluster, policy: { ...cluster.policy, lists: wanted, systemFiles } }
  const build = sourced(profile.product.build)
  return { ...cluster, build, policy: { ...policyOf(ruleSets), lists: wanted, systemFiles } }
}

const asWanted = (values: readonly string[]): readonly ListEntry[] =>
  values.map((value) => ({ value, description: '' }))

const entriesOf = (values: readonly string[]): { readonly value: string }[] => values.map((value) => ({ value }))

interface DrawnPlace {
  readonly name: string
  readonly location: string
}

function drawPlaces(dice: Dice): readonly DrawnPlace[] {
  const locations = ['tokyo', 'newyork', 'paris', 'lima'].slice(0, dice.whole(1, 4))
  const count = dice.whole(2, dice.chance(0.15) ? 8 : 4)
  return Array.from({ length: count }, (_, index) => {
    const location = locations[index % locations.length]!
    return { name: `${location}-${Math.floor(index / locations.length) + 1}`, location }
  })
}

/** Groups for each node. */
type Groups = readonly (readonly string[])[]

/** Groups for each node, by which every node reaches every other. */
function drawGroups(dice: Dice, places: readonly DrawnPlace[]): Groups {
  const kind = dice.pick(['flat', 'star', 'star', 'chain'] as const)
  if (kind === 'flat') return places.map(() => ['all'])
  if (kind === 'chain') return places.map((_, index) => chain(index, places.length))
  const twice = dice.chance(0.3)
  return places.map(({ name, location }) =>
    name.endsWith('-1') || (twice && name.endsWith('-2')) ? [location, 'transit'] : [location],
  )
}

/**
 * The groups before and after where a node is out of service. Any others would mostly leave it without a neighbour, and such a
 * change is held back as a whole: so in most of these worlds the others get one more group, or lose it.
 */
function groupsAround(
  { name }: Away,
  places: readonly DrawnPlace[],
  drawn: readonly [Groups, Groups],
  secret: string,
): readonly [Groups, Groups] {
  const dice = diceNamed(`groups around repair in ${secret}`)
  if (dice.chance(0.4)) return drawn
  const [fewer] = drawn
  const more = fewer.map((groups, index) => (places[index]!.name === name ? groups : [...groups, 'more']))
  return dice.chance(0.5) ? [fewer, more] : [more, fewer]
}

function chain(index: number, count: number): readonly string[] {
  return [...(index > 0 ? [`link-${index}`] : []), ...(index < count - 1 ? [`link-${index + 1}`] : [])]
}

function drawLists(dice: Dice): ReadonlyMap<string, readonly string[] | null> {
  const lists = new Map<string, readonly string[] | null>()
  if (dice.chance(0.7))
    lists.set('blocklist', dice.pick([['a', 'c', 'd'], ['c', 'b', 'a'], ['b'], ['z', 'a', 'b', 'c']]))
  if (dice.chance(0.3)) lists.set('new list', ['n', 'm'])
  if (dice.chance(0.3)) lists.set('old list', null)
  return lists
}

/** Amounts between which a decision that is a number is drawn; any other number keeps its default. */
const ranges: { readonly [Name in keyof Switches]?: readonly [number, number] } = {
  hopTime: [1, 2_000],
  sendGap: [0, 500],
  catchUpInterval: [5_000, 120_000],
  sessionTimeout: [120_000, 900_000],
  clockTolerance: [30, 120],
  priorityDefault: [1, 100],
  sharedDataInterval: [600_000, 900_000],
  updateInterval: [60, 360],
  updateRelease: [30, 600],
}

/** Statuses that a refusal may have; what it means has to be understood from its text. */
const statuses: { readonly [Name in keyof Switches]?: readonly number[] } = {
  statusBadCredentials: [401, 403],
  statusForbidden: [403, 409],
  statusNoSession: [401, 403],
  statusSecondLogin: [200, 401, 409],
  statusAttached: [401, 403, 409, 500],
  statusRejected: [400, 409, 500],
  statusConflict: [409, 500],
  statusBeyondEnd: [400, 404, 500],
  statusListInUse: [400, 409, 500],
  statusNotServed: [403, 404],
  statusNotFound: [400, 404, 410],
  statusMalformed: [400, 422, 500],
  statusWrongMethod: [404, 405, 501],
  statusListExists: [400, 409, 422],
}

/** A mode that its owner chooses, in which no wish for system files can come true. */
export const fixed = { fipsMode: 'no' } as const

/** Decisions that came late: dice of their own throw them, so that seeds live the lives that they lived before. */
const late: ReadonlySet<string> = new Set<keyof Switches>([
  'statusNotServed',
  'statusNotFound',
  'statusMalformed',
  'statusWrongMethod',
  'statusListExists',
  'refusalBody',
  'emptyAnswerType',
  'expectContinue',
  'pageBeyondEnd',
  'applianceMember',
  'logoutByGet',
  'restoreMembers',
  'restoreAnswer',
  'fipsMode',
])

/** Takes every decision of the emulator anew, so that nothing rests on a default. */
export function drawSwitches(dice: Dice): Switches {
  const early = Object.keys(SWITCHES).filter((name) => !late.has(name))
  const drawn = early.map((name) => [name, drawOne(name as keyof Switches, dice)] as const)
  const ownDice = diceNamed(JSON.stringify(drawn))
  const others = [...late].map((name) => [name, drawOne(name as keyof Switches, ownDice)] as const)
  return { ...(Object.fromEntries([...drawn, ...others]) as Switches), ...fixed }
}

function drawOne(name: keyof Switches, dice: Dice): string | number {
  const definition = SWITCHES[name]
  if ('values' in definition) return dice.pick<string>(definition.values)
  const among = statuses[name]
  if (among !== undefined) return dice.pick(among)
  const [least, most] = ranges[name] ?? [definition.fallback, definition.fallback]
  return dice.whole(least, most)
}
