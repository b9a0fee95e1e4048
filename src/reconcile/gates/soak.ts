import type { NodeName, Uuid } from '../../model/names.ts'
import type { Phase, Precondition } from '../../plan/plan.ts'
import type { LoggedFailure, Verification } from '../../plan/progress.ts'
import type { RunContext } from '../run/run-context.ts'
import { confirmNow } from '../verify/confirm.ts'
import { Ended } from '../ending/ended.ts'
import { callAgain, goOn } from '../ending/go-on.ts'
import { waitUntil } from '../run/pause.ts'
import type { JournalReading } from '../journal/reading.ts'
import type { Look } from '../observe/observe.ts'
import { isWhole } from '../journal/run-end.ts'

type Soaked = Extract<Precondition, { kind: 'soaked' }>

/** What is being tried out: when it was committed last, and which nodes were written so far. */
interface Trial {
  /** Milliseconds since 1970. */
  readonly since: number
  readonly nodes: ReadonlySet<Uuid>
}

/**
 * Waits until what this rollout committed before has been in effect for long enough. True where it had to wait: what was
 * seen before is old then.
 */
export async function soak(phase: Phase, context: RunContext): Promise<boolean> {
  const condition = soakedIn(phase)
  const { cache, setup } = context
  const now = setup.clock.now()
  // A commit that lies ahead was sent before the clock of this host was set back.
  if (cache.lastCommit !== undefined && cache.lastCommit.latest > now)
    cache.lastCommit = { ...cache.lastCommit, latest: now }
  const trial = condition === undefined ? undefined : trialOf(context)
  if (condition === undefined || trial === undefined) return false
  const reason = `what was committed is watched before "${phase.title}"`
  return waitUntil(trial.since + condition.seconds * 1_000, reason, context)
}

/**
 * Lets a phase begin only when the nodes that this rollout has reached are well: they hold what was committed, no log tells
 * of a failure, and a request through each of their proxies is answered. That a node could not be asked says nothing of
 * what was changed: then it has to wait, and is no reason to take anything back. Nodes that are declared out of service say
 * nothing at all.
 */
export async function requireWell(phase: Phase, seen: Look, context: RunContext): Promise<void> {
  const condition = soakedIn(phase)
  const trial = condition === undefined ? undefined : trialOf(context)
  if (condition === undefined || trial === undefined) return
  const verification = await confirmNow(seen, context, { asked: 'before', witnesses: [...trial.nodes].toSorted() })
  const except = new Set(condition.except)
  const [first, ...others] = [
    ...troublesIn(verification, except),
    ...(await probeTroubles(condition, trial, context, except)),
  ]
  if (first !== undefined) {
    const more = others.length === 0 ? '' : `, and ${others.length} more`
    throw new Ended({
      kind: 'failed',
      fault: 'unwell',
      message: `"${phase.title}" is not begun, since what was changed before is not well: ${first}${more}`,
      remedy: `take it back with "pader rollback --cluster ${context.setup.cluster}", or repair the node and ${callAgain(context.setup)}: it looks first`,
    })
  }
  const silent = silentIn(verification, trial, context).filter((name) => !except.has(name))
  if (silent.length === 0) return
  throw new Ended({
    kind: 'failed',
    fault: 'not confirmed',
    message: `"${phase.title}" has to wait: ${silent.join(', ')} ${silent.length === 1 ? 'was' : 'were'} changed before, and could not be asked since`,
    remedy: `bring ${silent.length === 1 ? 'it' : 'these nodes'} back, and ${goOn(context.setup)}`,
  })
}

function soakedIn({ preconditions }: Phase): Soaked | undefined {
  return preconditions.find((condition): condition is Soaked => condition.kind === 'soaked')
}

/** What this run has committed, or a run before it that was ended early; undefined where nothing is half-way. */
function trialOf({ journal, cache, standing }: RunContext): Trial | undefined {
  const before = unfinished(journal.before)
  if (cache.lastCommit === undefined) return undefined
  const since = cache.lastCommit.latest
  if (standing.committed === 0) return before === undefined ? undefined : { since, nodes: before }
  const own = cache.written.flatMap(({ step }) => ('uuid' in step ? [step.uuid] : []))
  return { since, nodes: new Set([...(before ?? []), ...own]) }
}

/** Nodes that commits wrote which no run has brought to an end since; undefined where there is no such commit. */
function unfinished({ records }: JournalReading): ReadonlySet<Uuid> | undefined {
  const end = records.findLastIndex(({ event }) => event.kind === 'run ended' && isWhole(event.outcome))
  const open = records.slice(end + 1)
  if (!open.some(({ event }) => event.kind === 'commit intended')) return undefined
  const nodes = open.flatMap(({ event }) =>
    event.kind === 'write intended' && 'uuid' in event.step ? [event.step.uuid] : [],
  )
  return new Set(nodes)
}

/** Nodes of which nothing is expected, because the repository declares them out of service. */
type Except = ReadonlySet<NodeName>

function troublesIn({ behind, failures = [] }: Verification, except: Except): readonly string[] {
  const isExcepted = ({ node, peer }: LoggedFailure): boolean =>
    except.has(node) || (peer !== undefined && except.has(peer))
  return [
    ...behind.filter((node) => !except.has(node)).map((node) => `${node} holds something different`),
    ...failures.filter((one) => !isExcepted(one)).map(({ node, said }) => `the log of ${node} says: ${said}`),
  ]
}

/** Nodes that were changed and did not answer, where nodes are asked at all. */
function silentIn(
  { level, notConfirmed }: Verification,
  { nodes }: Trial,
  { setup: { scope } }: RunContext,
): NodeName[] {
  const changed = new Set([...nodes].map((uuid) => scope.names.get(uuid)))
  return level < 3 ? [] : notConfirmed.flatMap(({ node }) => (changed.has(node) ? [node] : []))
}

async function probeTroubles(
  { probe }: Soaked,
  { nodes }: Trial,
  { setup: { scope, probeProxy } }: RunContext,
  except: Except,
): Promise<readonly string[]> {
  if (probe === undefined) return []
  const found = await Promise.all(
    [...nodes].map(async (uuid) => {
      const name = scope.names.get(uuid)
      if (name !== undefined && except.has(name)) return []
      const trouble = name === undefined ? 'it is not a node in the repository' : await probeProxy(name, probe)
      return trouble === undefined ? [] : [`the request for ${probe.url} through ${name ?? uuid} failed: ${trouble}`]
    }),
  )
  return found.flat()
}
