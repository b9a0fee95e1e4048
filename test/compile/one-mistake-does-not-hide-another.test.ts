import fc from 'fast-check'
import { expect, test } from 'vitest'
import { build, clusterFiles, rawFile } from './support.ts'

/** A mistake in one file and what has to be said about it, whatever is wrong in the other files. */
interface Mistake {
  readonly file: 'cluster.yaml' | 'locations/tokyo.yaml' | 'locations/newyork.yaml'
  readonly from: string
  readonly to: string
  readonly code: string
}

const cluster = (from: string, to: string, code: string): Mistake => ({ file: 'cluster.yaml', from, to, code })
const tokyo = (from: string, to: string, code: string): Mistake => ({ file: 'locations/tokyo.yaml', from, to, code })
const newyork = (from: string, to: string, code: string): Mistake => ({
  file: 'locations/newyork.yaml',
  from,
  to,
  code,
})

/** None of them rests on what another one breaks, so each is certain whatever the others do. */
const MISTAKES: readonly Mistake[] = [
  cluster('entryNode: tokyo-1', 'entryNode: tokio-1', 'REF-ENTRY-NODE'),
  cluster('keyBits: 3072', 'keyBits: many', 'SCHEMA-TYPE'),
  cluster('    enabled: true', '    enabled: false', 'CM-TIME-001'),
  cluster('between: [tokyo, newyork]', 'between: [tokyo, nowhere]', 'REF-END'),
  cluster('    enabled: true', '    enabled: maybe', 'SCHEMA-TYPE'),
  tokyo('    transit: true', '    transti: true', 'SCHEMA-UNKNOWN-KEY'),
  tokyo('region: apac', 'region: 5', 'SCHEMA-TYPE'),
  tokyo('    address: 10.81.0.12', '    address: 127.0.0.1', 'CM-IP-002'),
  tokyo('clientNetworks: [', 'clientNetworks: [7, ', 'SCHEMA-TYPE'),
  tokyo('nodes:', 'template: none\nnodes:', 'REF-TEMPLATE'),
  newyork('    transit: true', '    transit: 1', 'SCHEMA-TYPE'),
  newyork('nodes:', 'roamingWith: [atlantis]\nnodes:', 'REF-LOCATION'),
  newyork(
    '    transit: true',
    '    transit: true\n    updates: { fromInternet: false, fromNodes: false }',
    'CM-UPD-006',
  ),
]

const original = clusterFiles('two-site')

function codesWith(mistakes: readonly Mistake[]): readonly string[] {
  const files = { ...original }
  for (const { file, from, to } of mistakes) {
    const text = files[file] ?? ''
    expect(text).toContain(from)
    files[file] = text.replace(from, to)
  }
  const { diagnostics } = build(Object.entries(files).map(([path, text]) => rawFile(`clusters/two-site/${path}`, text)))
  return diagnostics.filter(({ severity }) => severity !== 'info').map(({ code }) => code)
}

test.each(MISTAKES)('$code alone: $to', (mistake) => {
  expect(codesWith([])).toEqual([])
  expect(codesWith([mistake])).toContain(mistake.code)
})

test('mistakes in different files are all reported in one run', () => {
  const one = fc.constantFrom(...MISTAKES)
  const several = fc.uniqueArray(one, { minLength: 2, maxLength: 3, selector: ({ file }) => file })
  fc.assert(
    fc.property(several, (mistakes) => {
      const found = codesWith(mistakes)
      for (const { code } of mistakes) expect(found).toContain(code)
    }),
    { numRuns: 50 },
  )
})

test('a broken file keeps nobody from hearing about the others, and nothing is made up about it', () => {
  const broken: Mistake = tokyo('nodes:', 'nodes: [', 'YAML-SYNTAX')
  const codes = codesWith([broken, newyork('    address: 10.1.0.12', '    address: 127.0.0.1', 'CM-IP-002')])
  expect(codes).toContain('YAML-SYNTAX')
  expect(codes).toContain('CM-IP-002')
  // The entry node and one end of a firewall rule are in the file that cannot be read, and so is half the cluster.
  for (const code of ['REF-ENTRY-NODE', 'REF-END', 'CM-MEM-001', 'CM-NET-002']) expect(codes).not.toContain(code)
})

test('nothing is concluded from a value that could not be read', () => {
  const codes = codesWith([tokyo('    transit: true', '    transti: true', 'SCHEMA-UNKNOWN-KEY')])
  expect(codes).toEqual(['SCHEMA-UNKNOWN-KEY'])
})

test('an address that is none hides no missing firewall opening between other nodes', () => {
  const codes = codesWith([
    tokyo('    address: 10.81.0.12\n', '    address: 10.81.0.1200\n', 'SCHEMA-ADDRESS'),
    cluster('between: [tokyo-1, newyork-1]', 'between: [tokyo-1, newyork-2]', 'CM-IP-012'),
  ])
  expect(codes).toEqual(expect.arrayContaining(['SCHEMA-ADDRESS', 'CM-IP-012']))
})
