import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { editFiles } from '../../../src/compile/fix/edit-files.ts'
import { substitute, substituteText } from '../../../src/compile/documents/range.ts'
import { rawFile } from '../support.ts'

function cut(text: string, range: string, after: readonly number[]): string | undefined {
  const edit = { kind: 'cut', path: ['nodes', range], after } as const
  const [file] = editFiles([rawFile('a.yaml', text)], [{ file: 'a.yaml', edit }]) ?? []
  return file !== undefined && 'bytes' in file ? new TextDecoder().decode(file.bytes) : undefined
}

/** Every node that a text declares, with what is written for it: the meaning of ranges, spelled out. */
function expanded(text: string): Record<string, unknown> {
  const { nodes } = parse(text) as { nodes: Record<string, Record<string, unknown>> }
  const found: Record<string, unknown> = {}
  for (const [key, { uuids, ...content }] of Object.entries(nodes)) {
    const bounds = /\{(\d+)\.\.(\d+)\}/.exec(key)
    const members = bounds === null ? 1 : Number(bounds[2]) - Number(bounds[1]) + 1
    for (let member = 0; member < members; member++) {
      const own = Array.isArray(uuids) ? { uuid: uuids[member] as unknown } : {}
      found[substituteText(key, member)] = { ...(substitute(content, member) as object), ...own }
    }
  }
  return found
}

const location = `nodes:
  # bought together
  tokyo-{01..12}: # rack 4
    address: 10.81.0.{13..24} # in order
    interfaces:
      eth0: { address: '10.81.0.{13..24}/24', role: cluster }
    uuids:
${Array.from({ length: 12 }, (_, index) => `      - uuid-${index} # number ${index}`).join('\n')}
  tokyo-20: { address: 10.81.0.99 }
`

test('a range in two keeps what is said beside the first part', () => {
  expect(cut(location, 'tokyo-{01..12}', [6])).toMatchInlineSnapshot(`
    "nodes:
      # bought together
      tokyo-{01..06}: # rack 4
        address: 10.81.0.{13..18} # in order
        interfaces:
          eth0: { address: '10.81.0.{13..18}/24', role: cluster }
        uuids:
          - uuid-0 # number 0
          - uuid-1 # number 1
          - uuid-2 # number 2
          - uuid-3 # number 3
          - uuid-4 # number 4
          - uuid-5 # number 5
      tokyo-20: { address: 10.81.0.99 }
      tokyo-{07..12}:
        address: 10.81.0.{19..24}
        interfaces:
          eth0:
            address: 10.81.0.{19..24}/24
            role: cluster
        uuids: [uuid-6, uuid-7, uuid-8, uuid-9, uuid-10, uuid-11]
    "
  `)
})

test('whatever the cuts: the same nodes with the same values, and the comments of the first part', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 11 }), { minLength: 1 }), (some) => {
      const after = some.toSorted((left, right) => left - right)
      const text = cut(location, 'tokyo-{01..12}', after)
      expect(text).toBeDefined()
      expect(expanded(text ?? '')).toEqual(expanded(location))
      expect(Object.keys(parse(text ?? '').nodes as object)).toHaveLength(after.length + 2)
      for (const comment of ['# bought together', '# rack 4', '# in order']) expect(text).toContain(comment)
    }),
  )
})

test('what is no range, or no cut of it, is left to a person', () => {
  expect(cut(location, 'tokyo-20', [1])).toBeUndefined()
  for (const after of [[0], [12], [5, 5], [7, 3]]) expect(cut(location, 'tokyo-{01..12}', after)).toBeUndefined()
  expect(cut(stringify({ nodes: {} }), 'tokyo-{01..12}', [1])).toBeUndefined()
})
