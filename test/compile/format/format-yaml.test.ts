import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import type { SchemaFiles } from '../../../src/compile/schema/compile-schemas.ts'
import { emitCluster } from '../../../src/compile/emit/emit.ts'
import { formatFiles } from '../../../src/compile/format/format-files.ts'
import { formatYaml } from '../../../src/compile/format/format-yaml.ts'
import { parse as read } from '../../../src/compile/yaml/parse.ts'
import { KeyOrder } from '../../../src/compile/format/key-order.ts'
import type { RawFile } from '../../../src/source/source-file.ts'
import { build, clusterFiles, rawFile } from '../support.ts'

const schemas: SchemaFiles = Object.fromEntries(
  readdirSync('schema')
    .filter((name) => name.endsWith('.schema.json'))
    .map((name) => [name, JSON.parse(readFileSync(`schema/${name}`, 'utf8')) as object]),
)
const location = KeyOrder.of(schemas, 'location.schema.json')
const textOf = (file: RawFile): string => ('bytes' in file ? new TextDecoder().decode(file.bytes) : '')

describe('the layout', () => {
  test.each([
    [
      'keys in the order of the schema, with what is said about them',
      `# yaml-language-server: $schema=../location.schema.json
# The site in Tokyo.

# who sits here
nodes:
    # the first one
    tokyo-1:   # rack 4
        transit: true      # joins the sites
        # from Appliances Information
        uuid: 564D9E0F-0826-9B8D-3BEB-0DC024262A64


        address:   10.81.0.11
format:   1
# agreed with the network team
timeZone: "Asia/Tokyo"
# the end
`,
    ],
    [
      'brackets and braces: in one line where it fits, in several where it does not',
      `format: 1
clientNetworks: [ 10.0.0.0/8,
  10.81.16.0/20   ]
nodes:
  tokyo-1: {address: 10.81.0.11,uuid: 564D9E0F-0826-9B8D-3BEB-0DC024262A64}
  tokyo-2: { updates: { proxies: [{ host: egress.example-bank.example, port: 3128 }, { host: egress-2.example-bank.example, port: 3128 }] } } # two
  tokyo-3: {}
  tokyo-4: { groups: { network: [ ] } }
`,
    ],
    [
      'texts of several lines keep them, long ones of one line too',
      `format: 1
description: >
  one
  two

  three
owner: it is a long line that nobody broke, it is a long line that nobody broke, it is a long line that nobody broke, it is one
nodes: {}
`,
    ],
  ])('%s', (_title, text) => {
    expect(formatYaml(text, location)).toMatchSnapshot()
  })

  test('what an escape says is not written as a character that nobody sees, and which no file may hold', () => {
    const text = 'format: 1\nentries: ["a\\u200Bb",   "\\u202E\\u0000\\"\\n"]\n"k\\uFEFF": \'plain\'\n'
    const once = formatYaml(text, location)
    expect(once).toBe('format: 1\nentries: ["a\\u200Bb", "\\u202E\\0\\"\\n"]\n"k\\uFEFF": \'plain\'\n')
    expect(read({ path: 'a.yaml', text: once ?? '' }).diagnostics).toEqual([])
  })

  test('what an alias would lose by another order is left alone', () => {
    expect(formatYaml('nodes: &n { a: 1 }\nformat: 1\ndefaults: *n\n', location)).toBeUndefined()
    expect(formatYaml('a: [', location)).toBeUndefined()
  })
})

test('the clusters of this repository are in the layout', () => {
  for (const name of ['two-site', 'three-site']) {
    const files = Object.entries(clusterFiles(name)).map(([path, text]) => rawFile(`clusters/${name}/${path}`, text))
    const { files: formatted, leftAlone } = formatFiles(files, schemas, { root: 'clusters' })
    expect(leftAlone).toEqual([])
    expect(formatted.map(textOf)).toEqual(files.map(textOf))
  }
})

/** What nodes are to be, told by the digest of the artifacts, and what is found without its places. */
function meaning(files: readonly RawFile[]): unknown {
  const { fleet, vocabularyOf, diagnostics } = build(files)
  return {
    digests: fleet.clusters.map((cluster) => emitCluster(cluster, 'clusters', vocabularyOf(cluster.name)).digest),
    findings: diagnostics.map(({ code, message }) => `${code} ${message}`).toSorted(),
  }
}

/** Numbers that decide how a text is disfigured; the same ones disfigure it in the same way. */
class Whims {
  #state: number
  constructor(seed: number) {
    this.#state = seed
  }
  below(bound: number): number {
    this.#state = (Math.imul(this.#state, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff
    return Math.floor(this.#state / 65_536) % bound
  }
}

/** The same values with the keys of every map whose names are not free in any order. */
function shuffled(value: unknown, order: KeyOrder, whims: Whims): unknown {
  if (Array.isArray(value)) return value.map((one: unknown, index) => shuffled(one, order.below(index), whims))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, one]) => [key, shuffled(one, order.below(key), whims)] as const)
  const keyed = entries.map((entry) => ({ entry, at: order.keys.length > 0 ? whims.below(1000) : 0 }))
  return Object.fromEntries(keyed.toSorted((left, right) => left.at - right.at).map(({ entry }) => entry))
}

/** Remarks on lines of their own and beside values, blank lines, and more or fewer brackets. */
function disfigured(value: unknown, whims: Whims): { readonly text: string; readonly remarks: readonly string[] } {
  const remarks: string[] = []
  const remark = (): string => {
    remarks.push(`# remark ${remarks.length}`)
    return remarks.at(-1) ?? ''
  }
  const style = whims.below(3) === 0 ? 'flow' : 'any'
  const plain = stringify(value, { indent: 1 + whims.below(4), collectionStyle: style, lineWidth: 0 })
  const lines = plain
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const indent = ' '.repeat(line.length - line.trimStart().length)
      const above = whims.below(6) === 0 ? [`${indent}${remark()}`] : whims.below(9) === 0 ? ['', ''] : []
      return [...above, whims.below(6) === 0 ? `${line}  ${remark()}` : line]
    })
  return { text: `${lines.join('\n')}\n`, remarks }
}

test('however a cluster is written: it means the same, loses no remark, and does not change again', () => {
  const kinds: Readonly<Record<string, string>> = {
    locations: 'location',
    policy: 'policy',
    lists: 'list',
    tests: 'tests',
  }
  let changed = 0
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom('two-site', 'three-site'), (seed, name) => {
      const whims = new Whims(seed)
      const ugly = Object.entries(clusterFiles(name)).map(([path, text]) => {
        const [folder = ''] = path.split('/')
        const kind = kinds[folder] ?? folder.replace('.yaml', '')
        const order = KeyOrder.of(schemas, `${kind}.schema.json`)
        const { text: written, remarks } = disfigured(shuffled(parse(text), order, whims), whims)
        return { file: rawFile(`clusters/${name}/${path}`, written), remarks }
      })
      const before = ugly.map(({ file }) => file)
      const { files, leftAlone, diagnostics } = formatFiles(before, schemas, { root: 'clusters' })
      expect([diagnostics, leftAlone]).toEqual([[], []])
      for (const [index, file] of files.entries()) {
        for (const remark of ugly[index]?.remarks ?? []) expect(textOf(file)).toMatch(new RegExp(`${remark}$`, 'm'))
      }
      expect(meaning(files)).toEqual(meaning(before))
      expect(formatFiles(files, schemas, { root: 'clusters' }).files).toEqual(files)
      changed += files.filter((file, index) => file !== before[index]).length
    }),
    { numRuns: Number(process.env['FUZZ_LAYOUTS'] ?? 10), examples: [[-2_147_483_642, 'three-site']] },
  )
  expect(changed).toBeGreaterThan(30)
})

test('files of others at the top of a repository are not laid out', () => {
  const foreign = rawFile('app/tests/cases.yaml', '-   name:   x\n')
  const own = rawFile('a/policy/10.yaml', 'format:   1\n')
  const { files } = formatFiles([foreign, own], schemas, { root: '' })
  expect(files[0]).toBe(foreign)
  expect(files[1]).not.toBe(own)
})
