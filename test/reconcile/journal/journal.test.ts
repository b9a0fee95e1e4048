import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clusterName } from '../../../src/model/names.ts'
import { journalName, openJournal } from '../../../src/reconcile/journal/journal.ts'
import { readJournal } from '../../../src/reconcile/journal/reading.ts'
import { memoryStore } from '../world/memory-store.ts'
import { virtualClock } from '../world/virtual-clock.ts'

const cluster = clusterName('edge')
const name = journalName(cluster)

async function written(count: number): Promise<ReturnType<typeof memoryStore>> {
  const store = memoryStore()
  const journal = await openJournal(store, virtualClock(), cluster, 'run-1')
  for (let phase = 1; phase <= count; phase += 1) await journal.add({ kind: 'committed', phase })
  return store
}

test('records are chained and numbered across runs', async () => {
  const store = await written(3)
  const journal = await openJournal(store, virtualClock(), cluster, 'run-2')
  await journal.add({ kind: 'released', by: 'somebody' })
  const reading = readJournal(store.files.get(name))
  expect(reading.problems).toEqual([])
  expect(reading.records.map(({ sequence, run }) => [sequence, run])).toEqual([
    [1, 'run-1'],
    [2, 'run-1'],
    [3, 'run-1'],
    [4, 'run-2'],
  ])
})

test('a last line torn at any byte is reported, answered by a record, and the chain goes on', async () => {
  const whole = (await written(2)).files.get(name)!
  const start = whole.indexOf(10) + 1
  expect(whole.length - start).toBeGreaterThan(100)
  for (let cut = start + 1; cut < whole.length - 1; cut += 1) {
    const store = memoryStore(new Map([[name, whole.slice(0, cut)]]))
    const journal = await openJournal(store, virtualClock(), cluster, 'run-2')
    expect(journal.before.records).toHaveLength(1)
    expect(journal.before.torn?.bytes).toBe(cut - start)
    await journal.add({ kind: 'committed', phase: 7 })
    const after = readJournal(store.files.get(name))
    expect(after.problems).toEqual([])
    expect(after.records.map(({ event }) => event.kind)).toEqual(['committed', 'recovered', 'committed'])
  }
})

test('a last record that lost only the end of its line counts', async () => {
  const whole = (await written(2)).files.get(name)!
  const store = memoryStore(new Map([[name, whole.slice(0, -1)]]))
  const journal = await openJournal(store, virtualClock(), cluster, 'run-2')
  await journal.add({ kind: 'committed', phase: 3 })
  const after = readJournal(store.files.get(name))
  expect(after.problems).toEqual([])
  expect(after.records.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
})

test.each([
  ['changed', (lines: string[]) => (lines[1] = lines[1]!.replace('"phase":2', '"phase":9'))],
  ['removed', (lines: string[]) => lines.splice(1, 1)],
  ['put in', (lines: string[]) => lines.splice(1, 0, lines[0]!)],
  ['made unreadable', (lines: string[]) => (lines[1] = lines[1]!.slice(5))],
])('a line that was %s is found', async (_how, tamper) => {
  const store = await written(4)
  const lines = Buffer.from(store.files.get(name)!).toString().trimEnd().split('\n')
  tamper(lines)
  const { problems } = readJournal(Buffer.from(`${lines.join('\n')}\n`))
  expect(problems.length).toBeGreaterThan(0)
})

test('a record follows what others wrote since the journal was opened, so that two runs never fork the chain', async () => {
  const store = await written(1)
  const [first, second] = [
    await openJournal(store, virtualClock(), cluster, 'run-2'),
    await openJournal(store, virtualClock(), cluster, 'run-3'),
  ]
  await second.add({ kind: 'held', by: 'somebody', why: 'wait' })
  await first.add({ kind: 'run ended', outcome: 'locked' })
  await second.add({ kind: 'released', by: 'somebody' })
  const reading = readJournal(store.files.get(name))
  expect(reading.problems).toEqual([])
  expect(reading.records.map(({ run }) => run)).toEqual(['run-1', 'run-3', 'run-2', 'run-3'])
})

test('a record that the disk took only half of is answered before the next one, in the same run', async () => {
  const store = await written(1)
  const journal = await openJournal(store, virtualClock(), cluster, 'run-2')
  await store.append(name, new TextEncoder().encode('{"sequence":2,"at'))
  await journal.add({ kind: 'committed', phase: 2 })
  const reading = readJournal(store.files.get(name))
  expect(reading.problems).toEqual([])
  expect(reading.records.map(({ event }) => event.kind)).toEqual(['committed', 'recovered', 'committed'])
})

test('records that are torn one after the other, at whatever byte, are answered together, and the chain goes on', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }), async (shares) => {
      const store = await written(1)
      const tears = [...shares]
      const full = {
        ...store,
        append: async (file: string, bytes: Uint8Array) => {
          const share = tears.shift()
          if (share === undefined) return store.append(file, bytes)
          await store.append(file, bytes.subarray(0, Math.floor(share * bytes.length)))
          throw new Error('no space left on device')
        },
      }
      while (tears.length > 0) {
        const add = async (): Promise<void> => {
          const journal = await openJournal(full, virtualClock(), cluster, 'run-2')
          await journal.add({ kind: 'released', by: 'somebody' })
        }
        await add().catch(() => undefined)
        expect(readJournal(store.files.get(name)).problems).toEqual([])
      }
      const journal = await openJournal(full, virtualClock(), cluster, 'run-3')
      await journal.add({ kind: 'committed', phase: 7 })
      const { problems, records, torn } = readJournal(store.files.get(name))
      expect({ problems, torn }).toEqual({ problems: [], torn: undefined })
      expect([records[0]?.event, records.at(-1)?.event]).toEqual([
        { kind: 'committed', phase: 1 },
        { kind: 'committed', phase: 7 },
      ])
    }),
  )
})
