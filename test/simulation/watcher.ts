import type { Transport } from '../../src/appliance/transport.ts'
import type { Uuid } from '../../src/model/names.ts'
import type { Plan } from '../../src/plan/plan.ts'
import type { JournalRecord } from '../../src/reconcile/journal/record.ts'
import { readJournal } from '../../src/reconcile/journal/reading.ts'
import { journalName } from '../../src/reconcile/journal/journal.ts'
import type { StateStore } from '../../src/reconcile/ports.ts'
import { isWayBack, judgeDone, judgeTakenBack, leavesAlone } from './canary-laws.ts'
import { openCourt, type Court } from './court.ts'
import type { DrawnWorld } from './draw-world.ts'
import { approvalOf, type ApprovalWatch } from './run-laws.ts'
import { noteVersions } from './version-laws.ts'
import { judgeRecord, judgeStored, nameIn } from './journal-laws.ts'
import { edge } from './one-run.ts'
import { setsIn } from './policy-parts.ts'
import { RARE } from './rare.ts'
import { isFileWrite, judgeAnswer, judgeClient, judgeLease, judgeRequest, lastLease, leaseIn } from './request-laws.ts'
import { isConnectedBy, waysToSee } from './views.ts'
import type { VirtualTime } from './virtual-time.ts'

/** Watches everything that passes and everything that is stored, and remembers the first thing that must never happen. */
export interface Watcher {
  /** Looks at the cluster; called whenever something may have changed. */
  look(): void
  /** Somebody else saved these parts. */
  savedByOthers(part: string): void
  /** The clocks moved, so that what was measured of them is void. */
  clocksMoved(): void
  /** Between the network and a node: what arrives. */
  transport(run: string, node: Uuid, inner: Transport): Transport
  /** Between a run and the network: what is sent, and what its sender learns of it. */
  client(run: string, inner: Transport): Transport
  store(run: string, inner: StateStore): StateStore
  ended(run: string, how: string, died: boolean): void
  /** The proxy of a node was asked, and answered or not. */
  probed(node: string, isWell: boolean): void
  /** A way back ended, saying that all was taken back or not. */
  wentBack(run: string, isAll: boolean): void
  /** A node was switched off or on. */
  switched(node: Uuid, kind: 'down' | 'up'): void
  /** A node runs something else than before. */
  upgraded(): void
  /** Nobody is declared out of service any more. */
  backInService(): void
  /** A person approved a plan for a run. */
  approved(run: string, approval: ApprovalWatch): void
  /** What the approval of a plan is remembered by. */
  approvalOf(plan: Plan): ApprovalWatch
  /** Every process was asked to stop. */
  askedToStop(): void
  /** Something rare happened. */
  readonly count: Court['count']
  /** How often each rare thing happened. */
  readonly happened: Court['happened']
  readonly violation: string | undefined
}

/** Watches a drawn world. */
export function watch(
  world: DrawnWorld,
  time: VirtualTime,
  files: ReadonlyMap<string, Uint8Array>,
  note: (line: string) => void = () => undefined,
): Watcher {
  const court = openCourt(world, time, files, note)
  const look = looker(court)
  look()
  return {
    look,
    savedByOthers: (part) => void court.others.set(part, time.now()),
    switched: (node, kind) => {
      if (world.names.get(node) !== world.away?.name) return
      court.awayUpSince = kind === 'down' ? undefined : (court.awayUpSince ?? time.now())
    },
    upgraded: () => noteVersions(court),
    backInService: () => void (court.isBackInService = true),
    approved: (run, approval) => void (court.runOf(run).approval = approval),
    approvalOf: (plan) => approvalOf(court, plan),
    askedToStop: () => {
      for (const mine of court.runs.values()) mine.stopAskedAt = Math.min(mine.stopAskedAt, time.now())
    },
    count: court.count,
    happened: court.happened,
    clocksMoved: () => void (court.clocksMovedAt = time.now()),
    transport: (run, node, inner) => ({
      close: async () => inner.close(),
      send: async (request) => {
        judgeRequest(court, run, node, request)
        // Where a system file is stored at once, a write is a save of its own.
        const mayStore = request.path === '/commit' || isFileWrite(request)
        const before = mayStore ? court.entryView() : undefined
        const outcome = await inner.send(request)
        if (before !== undefined) judgeStored(court, run, before)
        judgeAnswer(court, run, outcome)
        look()
        return outcome
      },
    }),
    client: (run, inner) => ({
      close: async () => inner.close(),
      send: async (request) => judgeClient(court, run, request, async () => inner.send(request)),
    }),
    store: (run, inner) => ({
      ...inner,
      append: async (name, bytes) => {
        await inner.append(name, bytes)
        if (name !== journalName(edge)) return
        const record = JSON.parse(new TextDecoder().decode(bytes)) as JournalRecord
        judgeRecord(court, run, record.event)
      },
      create: async (name, bytes) => {
        const before = lastLease(files)
        const isNew = await inner.create(name, bytes)
        if (isNew && name.startsWith('lease/')) judgeLease(court, run, before, leaseIn(bytes))
        return isNew
      },
      replace: async (name, bytes) => {
        await inner.replace(name, bytes)
        if (name.startsWith('backup/')) court.runOf(run).backedUp = files.has(name)
        if (name.startsWith('applied/') && !isWayBack(run)) court.rollout.undoable.clear()
      },
    }),
    ended: (run, how, died) => {
      look()
      judgeEnd(court, run, how, died)
      court.count(`a run ends: ${how}`)
      if (how === 'superseded' && !isHeldByAnyone(files)) court.violate(`${run} is superseded, and nothing is held`)
      if (isClean(how)) judgeDone(court, run)
      // What could be done was done: what comes next is another rollout, which is watched for as long as this one.
      if (how === 'waiting') court.rollout.undoable.clear()
    },
    probed: (node, isWell) => void court.rollout.probes.set(node, { at: time.now(), isWell }),
    wentBack: (run, isAll) => {
      look()
      court.count(isAll ? RARE.takenBack : RARE.notTakenBack)
      if (leavesAlone(court)) court.count(RARE.leftAlone)
      judgeEnd(court, run, isAll ? 'in sync' : 'not', false)
      // One that is stored and has not arrived everywhere is at its end, too.
      if (isAll || saysItIsDone(court, run)) judgeTakenBack(court, run)
    },
    get violation() {
      return court.violation()
    },
  }
}

/** Looks at what every node holds, whenever that has changed. */
function looker(court: Court): () => void {
  const { world, time, viewOf, entryView, history, violate } = court
  let seen = ''
  return () => {
    const held = world.cluster.holdings()
    const key = [...held.values()].join(' ')
    if (key === seen) return
    seen = key
    noteTurned(court)
    const views = new Map([...held].map(([uuid, storage]) => [uuid, viewOf(uuid, storage)]))
    for (const [uuid, { digest }] of views) {
      const past = history.get(uuid) ?? []
      if (past.at(-1)?.digest !== digest) past.push({ at: time.now(), digest })
      history.set(uuid, past)
    }
    for (const way of waysToSee) {
      if (isConnectedBy(way, views)) continue
      const groups = [...views].map(([uuid, view]) => `${uuid}: ${view.groups.get(uuid)!.join(' ')}`)
      violate(`disconnected, by the view "${way}": ${groups.join('; ')}`)
    }
    const { parts: entryParts } = entryView().view
    const sets = setsIn(entryParts).map(({ name }) => name)
    if (new Set(sets).size < sets.length) violate(`a rule set exists twice: ${sets.join(', ')}`)
    const parts = [...entryParts]
    const lists = parts.flatMap(([part, text]) => (part.startsWith('list ') ? [nameIn(text)] : []))
    if (new Set(lists).size < lists.length) violate(`a list exists twice: ${lists.join(', ')}`)
  }
}

/** Remembers what became something else at the entry node since the judge looked last, commits of runs aside. */
function noteTurned(court: Court): void {
  const [before, now] = [court.entrySeen, court.entryView()]
  court.entrySeen = now
  for (const part of new Set([...before.view.parts.keys(), ...now.view.parts.keys()]))
    if (before.view.parts.get(part) !== now.view.parts.get(part)) court.turned.add(part)
}

/** Whether the journal says that a way back did everything, be it that not every node was shown to hold it. */
function saysItIsDone({ runOf }: Court, run: string): boolean {
  const { last } = runOf(run)
  return last?.kind === 'run ended' && isClean(last.outcome)
}

function isHeldByAnyone(files: Court['files']): boolean {
  return [...files.keys()].some((name) => name.startsWith('hold/'))
}

const isClean = (how: string): boolean => ['in sync', 'stored', 'nothing to do'].includes(how)

function judgeEnd({ files, runOf, violate }: Court, run: string, how: string, died: boolean): void {
  const { problems } = readJournal(files.get(journalName(edge)))
  if (problems.length > 0) violate(`the journal is broken: ${JSON.stringify(problems[0])}`)
  if (died) return
  const { sessions, lost } = runOf(run)
  if ([...sessions.values()].some(({ loggedOff, attempts }) => !loggedOff && attempts < 3))
    violate(`${run} ended without logging off`)
  if (isClean(how) && lost.size > 0)
    violate(`${run} overwrote somebody's change and did not say so: ${[...lost].join(', ')}`)
}
