import { expect, test } from 'vitest'
import { Locator } from '../../../src/compile/yaml/locate.ts'
import { build, clusterFiles, rawFile } from '../support.ts'

/** What is said of regions that a file describes, and how that file reads. */
function saidOf(text: string) {
  const files = Object.entries({ ...clusterFiles('two-site'), 'regions.yaml': text })
  const path = 'clusters/two-site/regions.yaml'
  const { diagnostics } = build(files.map(([name, content]) => rawFile(`clusters/two-site/${name}`, content)))
  const locator = new Locator((file) => (file === path ? text : undefined))
  return diagnostics.filter(({ place }) => place.file === path).map((one) => locator.locate(one))
}

const numbered = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('')

// None of these ends within the time of a test where each mistake is looked for among all the others.
test('twenty thousand keys that are not known are told one by one, each where it stands', () => {
  const said = saidOf(`format: 1\nregions: {}\n${numbered(20_000, (index) => `k${index}: 1`)}`)
  const unknown = said.filter(({ code }) => code === 'SCHEMA-UNKNOWN-KEY')
  expect(unknown).toHaveLength(20_000)
  expect(new Set(unknown.map(({ span }) => span.start.line)).size).toBe(20_000)
})

test('twenty thousand aliases are counted', () => {
  const said = saidOf(`format: 1\nregions: &all {}\n${numbered(20_000, (index) => `k${index}: *all`)}`)
  expect(said.map(({ message }) => message)).toEqual(['the file expands 20000 aliases; at most 50 are'])
})

test('more findings than fit on the stack are all told', () => {
  const said = saidOf(`format: 1\nregions: {}\n${numbered(150_000, () => 'regions: {}')}`)
  expect(said.filter(({ code }) => code === 'YAML-DUPLICATE-KEY')).toHaveLength(150_000)
})

test.each([
  [
    'a key that is there twice hides no bracket',
    'regions: {}\nregions: {}\nmore: [1,\n',
    'YAML-DUPLICATE-KEY 3',
    'YAML-SYNTAX 4',
  ],
  [
    'a bracket hides no key that is there twice',
    'more: [1\nregions: {}\nregions: {}\n',
    'YAML-SYNTAX 2',
    'YAML-DUPLICATE-KEY 4',
  ],
  [
    'what follows from a tab is not told',
    'regions: {}\nregions: {}\nmore:\n\tone: 1\n\ttwo: [\n',
    'YAML-DUPLICATE-KEY 3',
    'YAML-TAB 5',
    'YAML-TAB 6',
  ],
])('%s', (_, text, ...expected) => {
  const said = saidOf(`format: 1\n${text}`)
  expect(said.map(({ code, span }) => `${code} ${span.start.line}`)).toEqual(expected)
})
