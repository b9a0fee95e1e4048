import { expect, test } from 'vitest'
import type { GatewayWriter } from '../../../src/appliance/port.ts'
import { known, type ListEntry, type ObservedList } from '../../../src/model/observed.ts'
import type { ListEdit, Step } from '../../../src/plan/plan.ts'
import { perform } from '../../../src/reconcile/write/perform.ts'
import { scope } from '../../simulation/one-run.ts'

const entry = (value: string): ListEntry => ({ value, description: '' })

/** Lists as an appliance holds them, by id: two of one name, which differ by their type, and one of another name. */
function anAppliance() {
  const lists = new Map<string, ObservedList>()
  const put = (id: string, name: string, type: string, ...values: readonly string[]) =>
    lists.set(id, { id, name, type, description: '', entries: values.map(entry) })
  put('0', 'other', 'ip', 'x')
  put('1', 'blocked', 'string', 'a', 'b', 'c')
  put('2', 'blocked', 'ip', 'a', 'b', 'c')
  const change = async (id: string, position: number, gone: number, ...come: readonly ListEntry[]) => {
    const list = lists.get(id)!
    lists.set(id, { ...list, entries: list.entries.toSpliced(position, gone, ...come) })
  }
  const writer = {
    lists: async () => known([...lists.values()].map(({ id, name }) => ({ id, title: name }))),
    list: async (id: string) => known(lists.get(id)!),
    insertEntry: (id: string, position: number, one: ListEntry) => change(id, position, 0, one),
    replaceEntry: (id: string, position: number, one: ListEntry) => change(id, position, 1, one),
    removeEntry: (id: string, position: number) => change(id, position, 1),
  } as unknown as GatewayWriter
  const held = () =>
    Object.fromEntries([...lists.values()].map(({ id, entries }) => [id, entries.map(({ value }) => value).join('')]))
  return { writer, held }
}

const step = (type: string, ...edits: readonly ListEdit[]): Step => ({
  kind: 'edit list',
  list: 'blocked',
  type,
  edits,
})
const writeContext = { scope, target: { provedEmulator: true }, systemFile: () => undefined, ruleSet: () => undefined }
const perhaps = async (): Promise<void> => undefined

test('entries are put in, replaced and taken away in the list of that name and type, and in no other', async () => {
  const { writer, held } = anAppliance()
  const edits: readonly ListEdit[] = [
    { kind: 'insert', position: 3, entry: entry('d') },
    { kind: 'replace', position: 1, before: entry('b'), entry: entry('e') },
    { kind: 'remove', position: 0, before: entry('a') },
  ]
  await perform(writer, step('ip', ...edits), writeContext, perhaps)
  expect(held()).toEqual({ 0: 'x', 1: 'abc', 2: 'ecd' })
})

test.each<[string, ListEdit]>([
  ['taken away', { kind: 'remove', position: 1, before: entry('c') }],
  ['replaced', { kind: 'replace', position: 1, before: entry('c'), entry: entry('d') }],
])('an entry that is not the one of the plan is not %s', async (_what, edit) => {
  const { writer, held } = anAppliance()
  await expect(perform(writer, step('ip', edit), writeContext, perhaps)).rejects.toThrow('entry 1 is not the one')
  expect(held()).toEqual({ 0: 'x', 1: 'abc', 2: 'abc' })
})

test('a list of another type is another list', async () => {
  const { writer } = anAppliance()
  await expect(perform(writer, step('mime'), writeContext, perhaps)).rejects.toThrow('there is no such list')
})
