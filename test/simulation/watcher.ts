import type { Transport, WireOutcome, WireRequest } from '../../src/appliance/transport.ts'
import type { EmulatedCluster } from '../../src/emulator/cluster.ts'
import type { Uuid } from '../../src/model/names.ts'
import type { Step } from '../../src/plan/plan.ts'
import type { JournalEvent } from '../../src/reconcile/journal-event.ts'
import type { JournalRecord } from '../../src/reconcile/journal-record.ts'
import { readJournal } from '../../src/reconcile/journal-reading.ts'
import { journalName } from '../../src/reconcile/journal.ts'
import type { StateStore } from '../../src/reconcile/ports.ts'
import { dialect, settingCodec } from './cluster-world.ts'
import type { DrawnWorld } from './draw-world.ts'
import { LISTS } from './draw-world.ts'
import { edge } from './one-run.ts'
import { isConnectedBy, viewer, waysToSee, type StoredView } from './views.ts'
import type { VirtualTime } from './virtual-time.ts'

/** What must never happen, seen. */
export class Violation extends Error {}

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
  readonly violation: string | undefined
}

interface RunWatch {
  /** Sessions by cookie: whether it left changes, whether it logged off, what was sent and not answered. */
  readonly sessions: Map<
    string,
    { pending: boolean; loggedOff: boolean; attempts: number; commits: number; readonly unanswered: Set<string> }
  >
  steps: Step[]
  last: JournalEvent | undefined
  /** What the cluster held right after the last commit of this run that took effect. */
  effective: number | undefined
  commitAt: number | undefined
  readonly lost: Set<string>
  backedUp: boolean
}

const isChange = ({ method, path }: WireRequest): boolean =>
  method === 'PUT' || method === 'DELETE' || (method === 'POST' && path.startsWith('/list'))

/** Watches a drawn world. */
export function watch(world: DrawnWorld, time: VirtualTime, files: ReadonlyMap<string, Uint8Array>): Watcher {
  const { cluster, entry } = world
  const viewOf = viewer(cluster)
  const runs = new Map<string, RunWatch>()
  const others: { readonly part: string; readonly at: number }[] = []
  const history = new Map<string, { readonly at: number; readonly digest: string }[]>()
  let violation: string | undefined
  let seen = ''
  let clocksMovedAt = -Infinity
  let lastCommit: { at: number; run: string } | undefined
  const violate = (what: string): void => void (violation ??= what)
  const runOf = (run: string): RunWatch => {
    const known = runs.get(run)
    if (known !== undefined) return known
    const fresh: RunWatch = {
      sessions: new Map(),
      steps: [],
      last: undefined,
      effective: undefined,
      commitAt: undefined,
      lost: new Set(),
      backedUp: false,
    }
    runs.set(run, fresh)
    return fresh
  }
  const entryView = (): { readonly id: number; readonly view: StoredView } => {
    const id = storageAt(cluster, entry)
    return { id, view: viewOf(entry, id) }
  }

  const look = (): void => {
    const held = cluster.holdings()
    const key = [...held.values()].join(' ')
    if (key === seen) return
    seen = key
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
    const names = JSON.stringify(
      [...entryView().view.parts].flatMap(([part, text]) => (part.startsWith('list ') ? [nameIn(text)] : [])),
    )
    const list = JSON.parse(names) as string[]
    if (new Set(list).size < list.length) violate(`a list exists twice: ${names}`)
  }
  look()

  const beforeRequest = (run: string, node: Uuid, request: WireRequest): void => {
    const mine = runOf(run)
    const cookie = request.headers['cookie'] ?? ''
    const session = mine.sessions.get(cookie)
    const name = `${request.method} ${request.path}`
    if (isChange(request)) {
      if (node !== entry) violate(`${run} writes at another node than the entry node: ${name}`)
      if (mine.last?.kind !== 'write intended') violate(`${run} writes what the journal does not announce: ${name}`)
      if (request.path.includes('test.foreign') || request.path.includes(LISTS.foreign))
        violate(`${run} writes a foreign object: ${name}`)
      if (request.method === 'DELETE' && /^\/list\/[^/]+$/.test(request.path) && !maySeeGone(world, request.path))
        violate(`${run} deletes a list that nobody wants gone: ${name}`)
      if (session !== undefined) session.pending = true
    }
    if (request.path === '/discard' && session !== undefined) session.pending = false
    if (request.path === '/logout' && session !== undefined) {
      if (session.pending) violate(`${run} logs off without having discarded what it left pending`)
      session.loggedOff = true
    }
    if (request.path !== '/commit') return
    if (mine.last?.kind !== 'commit intended') violate(`${run} commits what the journal does not announce`)
    if (!mine.backedUp) violate(`${run} commits without a backup on the disk`)
    if (isHeld(files)) violate(`${run} commits while a person holds the cluster`)
    if (!holdsLease(files, run)) violate(`${run} commits without the lease`)
    if (session !== undefined) {
      session.commits += 1
      if (session.commits > 1) violate(`${run} commits twice in one session`)
      session.pending = false
    }
    if (lastCommit !== undefined && clocksMovedAt < lastCommit.at) {
      const gap = time.now() - lastCommit.at
      const { now, nodes } = cluster.picture()
      const skew = Math.max(...nodes.map(({ clock }) => Math.abs(Date.parse(clock) - Date.parse(now))))
      if (gap + 1 < skew) violate(`${run} commits ${gap} ms after the last one while a clock is ${skew} ms wrong`)
    }
  }

  const afterCommitRequest = (run: string, before: { readonly id: number; readonly view: StoredView }): void => {
    const after = entryView()
    if (after.id === before.id) return
    const mine = runOf(run)
    mine.effective = after.id
    mine.commitAt = time.now()
    lastCommit = { at: time.now(), run }
    const intended = new Set(mine.steps.map(partOf))
    for (const part of new Set([...before.view.parts.keys(), ...after.view.parts.keys()])) {
      if (before.view.parts.get(part) === after.view.parts.get(part)) continue
      if (intended.has(part) || isWrittenList(part, before.view, after.view, intended)) continue
      if (others.some((other) => other.part === part)) mine.lost.add(part)
      else violate(`${run} changed what it never announced: ${part}`)
    }
  }

  const afterRecord = (run: string, event: JournalEvent): void => {
    const mine = runOf(run)
    if (event.kind === 'phase started') mine.steps = []
    if (event.kind === 'write intended') mine.steps.push(event.step)
    if (event.kind === 'foreign change lost') mine.lost.delete(event.object)
    if (event.kind === 'committed') {
      if (mine.effective === undefined) violate(`${run} says that it committed, and nothing was stored`)
      const now = entryView()
      if (now.id === mine.effective)
        for (const step of mine.steps) {
          const wrong = notStored(step, now.view)
          if (wrong !== undefined) violate(`${run} says that it committed, and ${wrong}`)
        }
    }
    if (event.kind === 'verified') checkVerified(run, event)
    mine.last = event
  }

  const checkVerified = (run: string, { verification }: Extract<JournalEvent, { kind: 'verified' }>): void => {
    const since = runOf(run).commitAt ?? -Infinity
    const recent = (uuid: string): ReadonlySet<string> => {
      const past = history.get(uuid) ?? []
      return new Set(past.filter((_, index) => (past[index + 1]?.at ?? Infinity) >= since).map(({ digest }) => digest))
    }
    const shown = recent(entry)
    for (const [uuid, name] of world.names) {
      if (!verification.confirmed.includes(name)) continue
      if (![...recent(uuid)].some((digest) => shown.has(digest)))
        violate(`${run} says that ${name} holds what was committed, and it never did`)
    }
  }

  return {
    look,
    savedByOthers: (part) => void others.push({ part, at: time.now() }),
    clocksMoved: () => void (clocksMovedAt = time.now()),
    transport: (run, node, inner) => ({
      close: async () => inner.close(),
      send: async (request) => {
        beforeRequest(run, node, request)
        const before = request.path === '/commit' ? entryView() : undefined
        const outcome = await inner.send(request)
        if (before !== undefined) afterCommitRequest(run, before)
        look()
        return outcome
      },
    }),
    client: (run, inner) => ({
      close: async () => inner.close(),
      send: async (request) => {
        const session = runOf(run).sessions.get(request.headers['cookie'] ?? '')
        const name = `${request.method} ${request.path}`
        const whole = `${name} ${request.body ?? ''}`
        if (session?.unanswered.has(whole) === true) violate(`${run} repeats a change whose answer was lost: ${name}`)
        if (session !== undefined && request.path === '/logout') session.attempts += 1
        const outcome = await inner.send(request)
        if (outcome.kind === 'no answer' && isChange(request)) session?.unanswered.add(whole)
        if (session !== undefined && saysItIsOver(request, outcome)) session.loggedOff = true
        noteLogin(runOf(run), request, outcome)
        return outcome
      },
    }),
    store: (run, inner) => ({
      ...inner,
      append: async (name, bytes) => {
        await inner.append(name, bytes)
        if (name !== journalName(edge)) return
        const record = JSON.parse(new TextDecoder().decode(bytes)) as JournalRecord
        afterRecord(run, record.event)
      },
      replace: async (name, bytes) => {
        await inner.replace(name, bytes)
        if (name.startsWith('backup/')) runOf(run).backedUp = files.has(name)
      },
    }),
    ended: (run, how, died) => {
      look()
      const { problems } = readJournal(files.get(journalName(edge)))
      if (problems.length > 0) violate(`the journal is broken: ${JSON.stringify(problems[0])}`)
      const mine = runOf(run)
      if (died) return
      if ([...mine.sessions.values()].some(({ loggedOff, attempts }) => !loggedOff && attempts < 3))
        violate(`${run} ended without logging off`)
      const clean = ['in sync', 'stored', 'nothing to do'].includes(how)
      if (clean && mine.lost.size > 0)
        violate(`${run} overwrote somebody's change and did not say so: ${[...mine.lost].join(', ')}`)
    },
    get violation() {
      return violation
    },
  }
}

function storageAt(cluster: EmulatedCluster, uuid: string): number {
  return cluster.holdings().get(uuid)!
}

function nameIn(listText: string): string {
  return (JSON.parse(listText) as [string])[0]
}

function partOf(step: Step): string {
  if (step.kind === 'set property') {
    const { document, key } = dialect.settings.get(step.setting)!
    return `node ${step.uuid} document ${document} ${key}`
  }
  return 'list' in step ? `list named ${step.list}` : step.kind
}

function isWrittenList(part: string, before: StoredView, after: StoredView, intended: ReadonlySet<string>): boolean {
  if (!part.startsWith('list ')) return false
  const text = after.parts.get(part) ?? before.parts.get(part)!
  return intended.has(`list named ${nameIn(text)}`)
}

/** What is wrong with a step that is said to be stored. */
function notStored(step: Step, view: StoredView): string | undefined {
  if (step.kind !== 'set property') return undefined
  const { document, key, type } = dialect.settings.get(step.setting)!
  const value = view.parts.get(partOf(step)) ?? ''
  const seen = settingCodec.decode(dialect.settings.get(step.setting)!, { key, type, encrypted: false, value })
  const text = JSON.stringify(seen.kind === 'known' ? seen.value : seen.kind)
  return text === JSON.stringify(step.after) ? undefined : `${step.setting} of ${step.node} in ${document} is ${text}`
}

function maySeeGone(world: DrawnWorld, path: string): boolean {
  return path === `/list/${LISTS.unwanted}` && world.lists.get('old list') === null
}

function isHeld(files: ReadonlyMap<string, Uint8Array>): boolean {
  return [...files.keys()].some((name) => name.startsWith('hold/'))
}

function holdsLease(files: ReadonlyMap<string, Uint8Array>, run: string): boolean {
  const name = [...files.keys()]
    .filter((file) => file.startsWith('lease/'))
    .toSorted()
    .at(-1)
  if (name === undefined) return false
  const holder = JSON.parse(new TextDecoder().decode(files.get(name))) as { by: string; released: boolean }
  return holder.by === run && !holder.released
}

function noteLogin(run: RunWatch, request: WireRequest, outcome: WireOutcome): void {
  if (request.path !== '/login' || outcome.kind !== 'answered') return
  const id = /JSESSIONID=([^;,\s]+)/.exec(outcome.response.headers['set-cookie'] ?? '')?.[1]
  // What a cookie beside "already logged in" opens is not known, so that nobody has to close it.
  const said = new TextDecoder().decode(outcome.response.body)
  if (outcome.response.status >= 300 || id === undefined || said.includes('already logged in')) return
  run.sessions.set(`JSESSIONID=${id}`, {
    pending: false,
    loggedOff: false,
    attempts: 0,
    commits: 0,
    unanswered: new Set(),
  })
}

/** Whether the answer to a logout says that there is no session any more, which is as good. */
function saysItIsOver({ path }: WireRequest, outcome: WireOutcome): boolean {
  return path === '/logout' && outcome.kind === 'answered' && outcome.response.status === 401
}
