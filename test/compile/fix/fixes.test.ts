import { describe, expect, test } from 'vitest'
import { applyFixes } from '../../../src/compile/fix/apply-fixes.ts'
import { rules } from '../../../src/compile/rules/index.ts'
import type { Rule } from '../../../src/compile/rules/rule.ts'
import type { Diagnostic } from '../../../src/source/diagnostic.ts'
import type { RawFile } from '../../../src/source/source-file.ts'
import { build, buildExample, exampleFiles, rawFile } from '../support.ts'

const curable = rules.filter((rule) =>
  rule.stage === 'static'
    ? buildExample(rule, rule.examples.invalid).diagnostics.some(({ fix }) => fix !== undefined)
    : false,
)

/** How many errors and warnings of each code there are. */
function weights(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { code, severity } of diagnostics) {
    if (severity !== 'info') counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  return counts
}

function textOf(file: RawFile): string {
  return 'bytes' in file ? new TextDecoder().decode(file.bytes) : ''
}

const comments = (files: readonly RawFile[]): string[] => files.flatMap((file) => textOf(file).match(/#.*$/gm) ?? [])

test('many rules offer a cure', () => {
  expect(curable.length).toBeGreaterThan(40)
})

describe.each(curable)('$code', (rule) => {
  const { unverified: _, ...verified } = rule
  const files = exampleFiles(rule.examples.invalid)

  test('its cure leaves no finding of its own, and every comment', () => {
    const ask = (some: readonly RawFile[]) => build(some, [verified])
    const { files: after, applied, refused } = applyFixes(files, ask)
    expect(refused).toEqual([])
    expect(applied.map(({ code }) => code)).toContain(rule.code)
    expect(ask(after).diagnostics.filter(({ code }) => code === rule.code)).toEqual([])
    expect(comments(after)).toEqual(comments(files))
  })

  test('among all rules its cure adds no error and no warning, or is refused with the reason', () => {
    const all: readonly Rule[] = rules.map((one) => (one.code === rule.code ? verified : one))
    const ask = (some: readonly RawFile[]) => build(some, all)
    const { files: after, refused } = applyFixes(files, ask)
    const before = weights(ask(files).diagnostics)
    for (const [code, count] of weights(ask(after).diagnostics)) {
      expect([code, count]).toEqual([code, Math.min(count, before.get(code) ?? 0)])
    }
    for (const { why } of refused)
      expect(why).toMatch(/^(it would bring [A-Z-]+\d*: .+|the finding would still be there)$/)
    expect(applyFixes(after, ask).applied).toEqual([])
  })
})

test('what a person accepted with a waiver is left alone', () => {
  const waivers = `format: 1
waivers:
  - { code: CM-PRI-001, scope: tokyo-2, reason: being replaced, owner: network team, expires: 2027-06-30 }
`
  const files = exampleFiles({
    files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { priority: 5 } }', 'waivers.yaml': waivers },
  })
  expect(build(files).diagnostics.some(({ waivedBy }) => waivedBy !== undefined)).toBe(true)
  expect(applyFixes(files, build)).toEqual({ files, applied: [], refused: [] })
})

test('a waiver that a cure makes unnecessary goes too', () => {
  const waivers = `format: 1
waivers:
  # kept until the site is rebuilt
  - { code: CM-NET-003, scope: newyork, reason: being replaced, owner: network team, expires: 2027-06-30 }
  - { code: CM-TIME-003, scope: newyork, reason: two servers are all there are, owner: network team, expires: 2027-06-30 }
`
  const files = exampleFiles({
    files: {
      'locations/newyork.yaml': 'nodes: { newyork-1: { priority: 5, ntp: { servers: [10.81.0.3] } } }',
      'waivers.yaml': waivers,
    },
  })
  const { files: after, applied } = applyFixes(files, build)
  expect(applied.map(({ code }) => code).toSorted()).toEqual(['CM-PRI-001', 'REF-WAIVER-UNUSED'])
  const left = after.find(({ path }) => path.endsWith('waivers.yaml'))
  expect(left === undefined ? '' : textOf(left)).not.toContain('CM-NET-003')
})

describe('what is wrong with the text', () => {
  const texts = Object.fromEntries(exampleFiles({ files: {} }).map((file) => [file.path, textOf(file)]))
  const changed = (path: string, from: string, to: string): readonly RawFile[] => {
    const full = `clusters/two-site/${path}`
    expect(texts[full]).toContain(from)
    return Object.entries({ ...texts, [full]: (texts[full] ?? '').replace(from, to) }).map(([name, text]) => ({
      path: name,
      bytes: new TextEncoder().encode(text),
    }))
  }

  test.each([
    ['a mistyped key', 'locations/tokyo.yaml', 'transit: true', 'transti: true'],
    ['a build that is a number', 'cluster.yaml', "build: '51390'", 'build: 51390'],
    ['a format that is missing', 'locations/tokyo.yaml', 'format: 1\n', ''],
    ['a mistyped node in braces', 'cluster.yaml', 'between: [tokyo-1, newyork-1]', 'between: [tokyo-1, newyrk-1]'],
  ])('%s becomes again what it was, byte for byte', (_title, path, right, wrong) => {
    const { files, refused } = applyFixes(changed(path, right, wrong), build)
    expect(refused).toEqual([])
    expect(Object.fromEntries(files.map((file) => [file.path, textOf(file)]))).toEqual(texts)
  })

  test('a region is corrected where others are in it; one that nobody is in may be what is misspelt', () => {
    const tokyo = changed('locations/tokyo.yaml', 'region: apac', 'region: apca')
    expect(applyFixes(tokyo, build).applied).toEqual([])
    const both = tokyo.map((file) =>
      file.path.endsWith('newyork.yaml')
        ? rawFile(file.path, textOf(file).replace('region: amer', 'region: apac'))
        : file,
    )
    expect(applyFixes(both, build).applied.map(({ title }) => title)).toEqual(['write "apac" instead of "apca"'])
  })

  test('a name that could be one of two is left to a person', () => {
    const files = changed('cluster.yaml', 'entryNode: tokyo-1', 'entryNode: tokyo-9')
    expect(applyFixes(files, build)).toEqual({ files, applied: [], refused: [] })
  })

  test('line ends and the byte order mark of another operating system stay', () => {
    const foreign = (text: string): RawFile => ({
      path: 'clusters/two-site/locations/tokyo.yaml',
      bytes: new TextEncoder().encode(`\uFEFF${text.replaceAll('\n', '\r\n')}`),
    })
    const tokyo = texts['clusters/two-site/locations/tokyo.yaml'] ?? ''
    const others = changed('cluster.yaml', 'format', 'format').filter(({ path }) => !path.endsWith('tokyo.yaml'))
    const { files } = applyFixes([...others, foreign(tokyo.replace('format: 1\n', ''))], build)
    expect(files.at(-1)).toEqual(foreign(tokyo))
  })

  test('what cannot be edited around an alias is refused, and says so', () => {
    const shared = 'ntp: { servers: &s { list: [10.81.0.3] } }'
    const { files, applied, refused } = applyFixes(
      changed(
        'cluster.yaml',
        '  priority: 10',
        `  # ${shared}\n  priorty: 10\n  messages: { timeout: &t 60, timeoutt: *t }`,
      ),
      build,
    )
    expect(applied.map(({ title }) => title)).toEqual(['write "priority" instead of "priorty"'])
    expect(refused.map(({ code }) => code)).toEqual(['SCHEMA-UNKNOWN-KEY'])
    expect(files.map(textOf).join('')).toContain('timeoutt: *t')
  })
})
