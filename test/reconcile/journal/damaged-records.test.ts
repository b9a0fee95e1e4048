import { describe, expect, test } from 'vitest'
import { clusterName, digest, nodeName, uuid } from '../../../src/model/names.ts'
import type { Step } from '../../../src/plan/plan.ts'
import type { JournalEvent } from '../../../src/reconcile/journal/event.ts'
import { journalName, openJournal } from '../../../src/reconcile/journal/journal.ts'
import { brokenChain, readJournal } from '../../../src/reconcile/journal/reading.ts'
import { memoryStore } from '../world/memory-store.ts'
import { virtualClock } from '../world/virtual-clock.ts'

const cluster = clusterName('edge')
const name = journalName(cluster)
const of = digest('d')
const node = nodeName('tokyo-1')
const id = uuid('A0000000-0000-0000-0000-000000000001')
const entry = { value: 'a', description: '' }

/** A step of each kind, with everything that it can have. */
const steps: { readonly [Kind in Step['kind']]: Required<Extract<Step, { kind: Kind }>> } = {
  'set property': { kind: 'set property', node, uuid: id, setting: 'priority', before: 10, after: 20 },
  'create list': { kind: 'create list', list: 'l', type: 't', description: 'd', entries: [entry] },
  'edit list': {
    kind: 'edit list',
    list: 'l',
    type: 't',
    edits: [
      { kind: 'insert', position: 0, entry },
      { kind: 'replace', position: 0, before: entry, entry },
      { kind: 'remove', position: 0, before: entry },
    ],
  },
  'delete list': { kind: 'delete list', list: 'l', type: 't' },
  'write system file': { kind: 'write system file', node, uuid: id, path: 'etc/motd', before: of, after: of },
  'set policy setting': {
    kind: 'set policy setting',
    settings: 's',
    target: 't',
    key: 'k',
    before: 'a',
    after: 'b',
    ruleSets: ['r'],
  },
  'put rule sets': {
    kind: 'put rule sets',
    imports: [{ name: 'r', content: of, rules: of, replaces: true, differences: ['d'] }],
    removes: ['q'],
    order: ['r'],
  },
  manual: {
    kind: 'manual',
    id: 'm',
    action: { kind: 'back up' },
    instructions: ['i'],
    check: { kind: 'confirmation', question: 'q' },
  },
}

/** An event of each kind, with everything that it can have. */
const events: { readonly [Kind in JournalEvent['kind']]: Required<Extract<JournalEvent, { kind: Kind }>> } = {
  'run started': {
    kind: 'run started',
    command: 'apply',
    by: 'pader@here',
    desired: of,
    observed: of,
    dialect: of,
    revision: 'c',
    settled: of,
    undoes: 'run-0',
    approvedBy: ['ann'],
    phases: 1,
  },
  recovered: { kind: 'recovered', torn: of, bytes: 1 },
  'backup stored': { kind: 'backup stored', file: 'f', sha256: of },
  'phase started': { kind: 'phase started', phase: 1, title: 't', steps: 1 },
  'write intended': { kind: 'write intended', phase: 1, step: steps['delete list'], found: of },
  'commit intended': { kind: 'commit intended', phase: 1, through: id, node, nodeTime: '2027-01-01T00:00:00Z' },
  committed: { kind: 'committed', phase: 1 },
  'stored at once': { kind: 'stored at once', phase: 1 },
  'commit uncertain': { kind: 'commit uncertain', phase: 1, cause: 'c' },
  verified: {
    kind: 'verified',
    phase: 1,
    verification: {
      level: 3,
      confirmed: [node],
      behind: [node],
      notConfirmed: [{ node, reason: 'r' }],
      away: [node],
      failures: [{ node, peer: node, said: 's' }],
    },
  },
  'foreign change lost': { kind: 'foreign change lost', object: 'o', copy: 'c' },
  'waiting for a person': { kind: 'waiting for a person', step: 's', confirmable: true },
  'confirmed by a person': { kind: 'confirmed by a person', step: 's', by: 'b' },
  'lock broken': { kind: 'lock broken', by: 'b', why: 'w' },
  held: { kind: 'held', by: 'b', why: 'w', until: '2027-01-01T00:00:00Z' },
  released: { kind: 'released', by: 'b' },
  'run ended': { kind: 'run ended', outcome: 'in sync', left: 0 },
}

const samples = new Map<string, JournalEvent>([
  ...Object.entries(events),
  ...Object.entries(steps).map(([kind, step]): [string, JournalEvent] => [
    `write intended: ${kind}`,
    { ...events['write intended'], step },
  ]),
])

/** What may be missing: optional, or without it in what older versions wrote. */
const MAY_LACK =
  /(revision|settled|undoes|approvedBy|found|through|nodeTime|until|left|away|failures|peer|rules)$|^commit intended\.event\.node$|set property.*\.before$|write system file.*\.before$/

type Json = Readonly<Record<string, unknown>>

/** Every field in a value, at every depth, as the steps that lead to it. */
function fieldsIn(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [[key], ...fieldsIn(inner).map((rest) => [key, ...rest])])
}

/** The same value with another one at a place; without that field where there is none. */
function withOther(
  value: unknown,
  [key = '', ...rest]: readonly string[],
  other: (found: unknown) => unknown,
): unknown {
  const changed = (inner: unknown): unknown => (rest.length === 0 ? other(inner) : withOther(inner, rest, other))
  if (Array.isArray(value)) return value.map((one: unknown, at) => (String(at) === key ? changed(one) : one))
  return Object.fromEntries(
    Object.entries(value as Json).flatMap(([own, inner]) => {
      const now = own === key ? changed(inner) : inner
      return now === undefined ? [] : [[own, now]]
    }),
  )
}

async function lineOf(event: JournalEvent): Promise<Json> {
  const store = memoryStore()
  await (await openJournal(store, virtualClock(), cluster, 'run-1')).add(event)
  return JSON.parse(new TextDecoder().decode(store.files.get(name))) as Json
}

/** What is wrong with a journal that begins with this line, and goes on. */
function problemOf(record: unknown): string | undefined {
  const next = { sequence: 2, at: '2027-01-01T00:00:00Z', cluster, run: 'run-2', event: events.released, previous: '' }
  return brokenChain(readJournal(new TextEncoder().encode(`${JSON.stringify(record)}\n${JSON.stringify(next)}\n`)))
}

const DAMAGED = 'line 1 of the journal is not a record of the journal'

describe.each([...samples])('a record "%s"', (kind, event) => {
  test('is whole as it is written', async () => {
    expect(problemOf(await lineOf(event))).not.toBe(DAMAGED)
  })

  test('of which a field is missing, or is something else, is damaged', async () => {
    const record = await lineOf(event)
    const fields = fieldsIn(record).filter((path) => !path.includes('action') && !path.includes('check'))
    expect(fields.length).toBeGreaterThan(6)
    const accepted: string[] = []
    for (const path of fields) {
      const place = `${kind}.${path.join('.')}`
      const isElement = /^\d+$/.test(path.at(-1) ?? '')
      // What a setting was and becomes can be anything.
      const isFree = /set property\.event\.step\.(before|after)$/.test(place)
      if (isFree) continue
      if (!isElement && !MAY_LACK.test(place) && problemOf(withOther(record, path, () => undefined)) !== DAMAGED)
        accepted.push(`without ${place}`)
      const other = (found: unknown): unknown => (typeof found === 'number' ? 'seven' : 7)
      if (problemOf(withOther(record, path, other)) !== DAMAGED) accepted.push(`another ${place}`)
    }
    expect(accepted).toEqual([])
  })

  test('without what may be missing is whole', async () => {
    const record = await lineOf(event)
    for (const path of fieldsIn(record).filter((one) => MAY_LACK.test(`${kind}.${one.join('.')}`)))
      expect([path, problemOf(withOther(record, path, () => undefined))]).not.toEqual([path, DAMAGED])
  })
})

test('what a newer version writes is a record, and so is more than is known of one', async () => {
  const record = await lineOf(events.released)
  const step = { kind: 'polish', shine: 11 }
  for (const event of [
    { kind: 'celebrated', cake: true },
    { ...events.released, cake: true },
    { kind: 'write intended', phase: 1, step },
  ])
    expect(problemOf({ ...record, event })).not.toBe(DAMAGED)
})
