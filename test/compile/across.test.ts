import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile, compilerOf } from '../../src/compile/compile.ts'
import { clustersThatShare } from '../../src/compile/sharing.ts'
import { rules } from '../../src/compile/rules/index.ts'
import { readPolicyEnvironment } from '../../src/cli/policy-environment.ts'
import type { RawFile } from '../../src/source/source-file.ts'
import { isPublicAddress } from '../../src/model/addresses.ts'
import { rawFile, validators } from './support.ts'

const uuid = (number: number): string => `564D9E0F-0826-9B8D-3BEB-${String(number).padStart(12, '0')}`
const options = { root: 'clusters', validators, rules, policy: readPolicyEnvironment('.'), today: '2027-01-15' }

/** A cluster of nodes with these numbers for a UUID, and this for an address where it is not one of their own. */
function clusterOf(name: string, numbers: readonly number[], address?: string): readonly RawFile[] {
  const nodes = numbers.map((number, index) => {
    const own = address ?? `10.1.${name.length}.${index + 1}`
    return `  ${name}-${index + 1}: { uuid: ${uuid(number)}, address: '${own}' }`
  })
  return [
    rawFile(`clusters/${name}/cluster.yaml`, `format: 1\nproduct: { version: 12.2.15 }\nentryNode: ${name}-1\n`),
    rawFile(`clusters/${name}/locations/${name}.yaml`, `format: 1\nnodes:\n${nodes.join('\n')}\n`),
  ]
}

const said = (files: readonly RawFile[], more: object = {}): readonly string[] =>
  compile(files, { ...options, ...more })
    .diagnostics.filter(({ code }) => code === 'CM-MEM-017' || code === 'CM-IP-017')
    .map(({ code, message }) => `${code} ${message}`)

const twice = [...clusterOf('apac', [1, 2]), ...clusterOf('emea', [3, 2])]
const finding = 'CM-MEM-017 node "emea-2" of cluster "emea" has the UUID of node "apac-2" of cluster "apac"'

test('an appliance in two clusters is told once, with both places', () => {
  expect(said(twice)).toEqual([finding])
  const [found] = compile(twice, options).diagnostics.filter(({ code }) => code === 'CM-MEM-017')
  expect(found).toMatchObject({
    severity: 'error',
    place: { file: 'clusters/emea/locations/emea.yaml', path: ['nodes', 'emea-2', 'uuid'] },
    related: [{ place: { file: 'clusters/apac/locations/apac.yaml', path: ['nodes', 'apac-2', 'uuid'] } }],
  })
})

test('appliances of three clusters, and the same one twice in one of them', () => {
  const files = [...clusterOf('apac', [1, 1]), ...clusterOf('emea', [1]), ...clusterOf('latam', [1, 2])]
  expect(said(files)).toEqual([
    'CM-MEM-017 node "emea-1" of cluster "emea" has the UUID of node "apac-1" of cluster "apac"',
    'CM-MEM-017 node "latam-1" of cluster "latam" has the UUID of node "apac-1" of cluster "apac"',
  ])
})

test.each([
  ['private addresses are used again', '10.0.0.11', false],
  ['so are those of carriers', '100.64.0.11', false],
  ['and those of documentation', '2001:db8::11', false],
  ['public ones are not', '9.9.9.9', true],
  ['of neither family', '2620:fe::9', true],
  ['in neither notation', '::ffff:9.9.9.9', true],
  ['and private ones are that in both', '::ffff:10.0.0.11', false],
])('%s', (_, address, isTold) => {
  expect(isPublicAddress(address)).toBe(isTold)
  const [first] = said([...clusterOf('apac', [1], address), ...clusterOf('emea', [2], address)])
  expect(first?.startsWith('CM-IP-017 node "emea-1" of cluster "emea" has the public address') === true).toBe(isTold)
})

test('the same appliance twice is one finding, whatever else is the same', () => {
  expect(said([...clusterOf('apac', [1], '9.9.9.9'), ...clusterOf('emea', [1], '9.9.9.9')])).toHaveLength(1)
})

test('what is no UUID is the identity of nobody', () => {
  const broken = (name: string): readonly RawFile[] =>
    clusterOf(name, [1]).map((file) =>
      'bytes' in file ? rawFile(file.path, new TextDecoder().decode(file.bytes).replace(uuid(1), 'unknown')) : file,
    )
  expect(said([...broken('apac'), ...broken('emea')])).toEqual([])
})

describe('where one cluster is asked for', () => {
  test('the others are looked at for its appliances', () => {
    expect(said(twice, { clusters: ['apac'] })).toEqual([finding])
    const { value } = compile(twice, { ...options, clusters: ['apac'] })
    expect(value.fleet.clusters.map(({ name }) => name)).toEqual(['apac'])
  })

  test.each(['9.9.9.9', '2620:fe::9', '2620:FE:0:0::9'])('and for its public addresses: %s', (address) => {
    const files = [...clusterOf('apac', [1], address), ...clusterOf('emea', [2], address)]
    const expected = said(files)
    expect(expected).toHaveLength(1)
    for (const one of ['apac', 'emea']) expect(said(files, { clusters: [one] })).toEqual(expected)
  })

  test('an address that a node of another one only listens at is found too', () => {
    const [head, nodes] = clusterOf('emea', [2])
    const listens = rawFile(
      nodes!.path,
      `format: 1\nnodes:\n  emea-1: { uuid: ${uuid(2)}, address: 10.1.4.1, listeners: ['9.9.9.9:12346'] }\n`,
    )
    const files = [...clusterOf('apac', [1], '9.9.9.9'), head!, listens]
    expect(said(files)).toHaveLength(1)
    expect(said(files, { clusters: ['apac'] })).toEqual(said(files))
  })

  test('and for nothing else', () => {
    const wrong = rawFile('clusters/latam/cluster.yaml', 'nonsense: [')
    const found = compile([...twice, wrong], { ...options, clusters: ['emea'] }).diagnostics
    expect(found.filter(({ place }) => place.file.includes('latam'))).toEqual([])
    expect(found.some(({ code }) => code === 'CM-MEM-017')).toBe(true)
  })

  test('a UUID in a comment of another one is none', () => {
    const [head, nodes] = clusterOf('emea', [3])
    const noted = rawFile(
      nodes!.path,
      `# was ${uuid(1)}\n${'bytes' in nodes! ? new TextDecoder().decode(nodes.bytes) : ''}`,
    )
    expect(said([...clusterOf('apac', [1]), head!, noted], { clusters: ['apac'] })).toEqual([])
  })
})

test('a repository sets the severity, and can switch it off', () => {
  const set = (severity: string): RawFile =>
    rawFile('clusters/pader.yaml', `format: 1\nrules: { CM-MEM-017: ${severity} }\n`)
  expect(said([...twice, set('off')])).toEqual([])
  expect(
    compile([...twice, set('warning')], options).diagnostics.find(({ code }) => code === 'CM-MEM-017')?.severity,
  ).toBe('warning')
})

test('a compiler that is asked again forgets nothing and remembers nothing too much', () => {
  const again = compilerOf(options)
  const clear = [...twice.slice(0, 2), ...clusterOf('emea', [3, 4])]
  for (const files of [twice, clear, twice, twice, clear]) {
    expect(again(files).diagnostics).toEqual(compile(files, options).diagnostics)
  }
})

test('clusters share a mark if one has one that another one has', () => {
  const marks = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { maxLength: 3 })
  let shared = 0
  fc.assert(
    fc.property(fc.array(marks, { maxLength: 5 }), (lists) => {
      const found = clustersThatShare(lists.map((list, index) => ({ name: String(index), marks: list.join(' ') })))
      const expected = lists.flatMap((list, index) =>
        lists.some((other, at) => at !== index && other.some((mark) => list.includes(mark))) ? [String(index)] : [],
      )
      expect([...found].toSorted()).toEqual(expected.toSorted())
      shared += expected.length > 0 ? 1 : 0
    }),
    { numRuns: 300 },
  )
  expect(shared).toBeGreaterThan(50)
})
