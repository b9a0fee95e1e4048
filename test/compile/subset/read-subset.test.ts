import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { generateFleet } from '../../../bench/fleet.ts'
import { seeded } from '../../../bench/random.ts'
import { parseWithAuthority } from '../../../src/compile/yaml/parse.ts'
import { readSubset } from '../../../src/compile/subset/read-subset.ts'
import { damaged, document, soup } from './documents.ts'

/** How many documents to compare; `npm run fuzz:yaml` sets it higher. */
const DOCUMENTS = Number(process.env['FUZZ_DOCUMENTS'] ?? 6000)

const corpus = readdirSync('clusters', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readFileSync(join('clusters', name), 'utf8'))

/** Whether the subset takes the text; that it then reads it as `yaml` does is what is asserted. */
function agrees(text: string): boolean {
  const subset = readSubset(text)
  if (subset === undefined) return false
  const authority = parseWithAuthority({ path: 'a.yaml', text })
  // As text, so that the order of keys and the sign of zero count too.
  expect([text, authority.diagnostics, shown(authority.value)]).toEqual([text, [], shown(subset.value)])
  return true
}

const shown = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) => (Object.is(inner, -0) ? '-0' : inner))

test('the files of the examples are inside the subset, and read as yaml reads them', () => {
  const files = [...corpus, ...generateFleet(60).values()]
  expect(corpus.length).toBeGreaterThan(10)
  expect(files.filter((text) => !agrees(text))).toEqual([])
})

test(
  `of ${DOCUMENTS} generated and damaged documents, those that the subset accepts are read as yaml reads them`,
  { timeout: 600_000 },
  () => {
    const random = seeded(20261123)
    const pool = corpus.filter(({ length }) => length < 2500)
    let accepted = 0
    for (let count = 0; count < DOCUMENTS; count++) {
      const kind = random()
      const base = kind < 0.05 ? (pool[Math.floor(random() * pool.length)] ?? '') : document(random)
      const text = kind > 0.75 ? soup(random) : random() < 0.6 ? damaged(random, base) : base
      if (agrees(text)) accepted += 1
    }
    // A reader that refuses everything would agree with anyone.
    expect(accepted).toBeGreaterThan(DOCUMENTS / 10)
    expect(accepted).toBeLessThan((DOCUMENTS * 9) / 10)
  },
)

test.each([
  ['an anchor and its alias', 'a: &x 1\nb: *x\n'],
  ['a tag', 'a: !!str 1\n'],
  ['a merge key', '<<: { a: 1 }\n'],
  ['a second document', 'a: 1\n---\nb: 2\n'],
  ['a directive', '%YAML 1.1\n---\na: 1\n'],
  ['a block scalar', 'a: |\n  text\n'],
  ['a text over two lines', 'a: one\n  two\n'],
  ['words of YAML 1.1', 'a: yes\n'],
  ['octal numbers', 'a: 017\n'],
  ['sexagesimal numbers', 'a: 1:30\n'],
  ['exponents', 'a: 1e3\n'],
  ['escapes', 'a: "\\u0041"\n'],
  ['a tab', 'a:\t1\n'],
  ['carriage returns', 'a: 1\r\n'],
  ['a key twice', 'a: 1\na: 2\n'],
  ['a key without a value', 'a:\nb: 1\n'],
  ['the key of the prototype', '__proto__: { a: 1 }\n'],
  ['an empty file', '# nothing\n'],
  ['a list at the top', '- a\n'],
])('%s is left to yaml', (_what, text) => {
  expect(readSubset(text)).toBeUndefined()
})

test('a document nested without end is left to yaml, and does not exhaust the stack', () => {
  expect(readSubset(`a: ${'['.repeat(100_000)}`)).toBeUndefined()
  expect(readSubset(Array.from({ length: 5000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'))).toBeUndefined()
})
