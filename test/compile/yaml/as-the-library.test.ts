import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isAlias, parseDocument, visit, type Alias } from 'yaml'
import { aliasTargets } from '../../../src/compile/yaml/aliases.ts'
import { duplicateKeys } from '../../../src/compile/yaml/duplicate-keys.ts'
import { parseTree } from '../../../src/compile/yaml/parse.ts'

const key = fc.constantFrom('a', 'b', '"a"', "'b'", '1', '"1"', 'null')
const anchor = fc.constantFrom('&x ', '&y ', '')

/** Small maps and lists, with keys, anchors and aliases of which there are few to choose from. */
const { value } = fc.letrec<{ value: string; map: string; list: string; leaf: string }>((tie) => ({
  leaf: fc.oneof(
    fc.tuple(anchor, fc.constantFrom('1', 'text', '""')).map((parts) => parts.join('')),
    fc.constantFrom('*x', '*y'),
  ),
  map: fc
    .tuple(anchor, fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }))
    .map(([mark, pairs]) => `${mark}{ ${pairs.map(([name, inner]) => `${name}: ${inner}`).join(', ')} }`),
  list: fc.array(tie('value'), { maxLength: 3 }).map((items) => `[ ${items.join(', ')} ]`),
  value: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('map'), tie('list')),
}))

const block = fc
  .array(fc.tuple(fc.constantFrom('', '? '), key, value), { minLength: 1, maxLength: 6 })
  .map((lines) => lines.map(([mark, name, inner]) => `${mark}${name}${mark === '' ? '' : '\n'}: ${inner}\n`).join(''))

test('keys are found twice where the library finds them twice', () => {
  let found = 0
  fc.assert(
    fc.property(block, (text) => {
      const { errors } = parseDocument(text, { stringKeys: true, prettyErrors: false })
      const expected = errors.filter(({ code }) => code === 'DUPLICATE_KEY').map(({ pos: [start] }) => start)
      found += expected.length
      const said = duplicateKeys(parseTree(text)).flatMap(({ pos: [start], others }) => [start, ...others])
      expect(said.toSorted((left, right) => left - right)).toEqual(expected.toSorted((left, right) => left - right))
    }),
    { numRuns: 1000 },
  )
  expect(found).toBeGreaterThan(500)
})

test('an alias stands for what the library resolves it to', () => {
  let found = 0
  fc.assert(
    fc.property(block, (text) => {
      const document = parseTree(text)
      const targets = aliasTargets(document)
      const aliases: Alias[] = []
      visit(document, { Node: (_key, node) => void (isAlias(node) && aliases.push(node)) })
      for (const alias of aliases) expect(targets.get(alias)).toBe(alias.resolve(document))
      found += targets.size
    }),
    { numRuns: 1000 },
  )
  expect(found).toBeGreaterThan(300)
})
