import { expect, test } from 'vitest'
import { gatherClusters } from '../../../src/compile/read/gather.ts'
import type { RawFile, UnreadFolder } from '../../../src/source/source-file.ts'
import { rawFile } from '../support.ts'

const file = (path: string): RawFile => rawFile(`clusters/${path}`, 'format: 1\n')
const folder = (path: string, is: UnreadFolder): RawFile => ({ path: `clusters/${path}`, unreadable: is, folder: is })

/** Codes and places, and the clusters that are compiled. */
function told(files: readonly RawFile[], only?: readonly string[]): readonly string[] {
  const whole = [file('a/cluster.yaml'), file('a/locations/tokyo.yaml'), ...files]
  const { clusters, diagnostics } = gatherClusters(whole, { root: 'clusters', ...(only && { clusters: only }) })
  return [...diagnostics.map(({ code, place }) => `${code} ${place.file}`), ...clusters.map(({ name }) => name)]
}

test('a folder at the top of a repository that has a "cluster.yaml" is a cluster without a look into its other files', () => {
  const unread: RawFile = {
    path: 'a/leases.yaml',
    get bytes(): Uint8Array<ArrayBuffer> {
      throw new Error('nobody needs to read this yet')
    },
  }
  const files = [unread, rawFile('a/waivers.yaml', 'none'), rawFile('a/cluster.yaml', 'format: 1\n')]
  expect(gatherClusters(files, { root: '' }).clusters.map(({ name }) => name)).toEqual(['a'])
})

test.each<readonly [string, readonly RawFile[], readonly string[]]>([
  ['an empty folder', [folder('b', 'empty')], ['REF-UNREAD-FOLDER clusters/b', 'a']],
  ['only empty folders', [folder('b/locations', 'empty')], ['REF-UNREAD-FOLDER clusters/b', 'a']],
  ['a submodule', [folder('b', 'submodule')], ['REF-UNREAD-FOLDER clusters/b', 'a']],
  ['a link', [folder('b', 'link')], ['REF-UNREAD-FOLDER clusters/b', 'a']],
  ['a closed folder', [folder('b', 'closed')], ['REF-UNREAD-FOLDER clusters/b', 'a']],
  ['a folder whose only file is hidden', [folder('b', 'hidden')], ['REF-IDLE-FOLDER clusters/b', 'a']],
  ['only a README', [file('b/README.md')], ['REF-IDLE-FOLDER clusters/b', 'a']],
  ['only a dialect', [rawFile('clusters/b/dialect.json', '{}')], ['REF-CLUSTER-FILE clusters/b/dialect.json', 'a']],
  ['cluster.yml', [file('b/cluster.yml')], ['REF-STRAY-FILE clusters/b/cluster.yml', 'a']],
  ['Cluster.yaml', [file('b/Cluster.yaml')], ['REF-STRAY-FILE clusters/b/Cluster.yaml', 'a']],
  ['an export in capitals', [file('a/exports/x.XML')], ['REF-STRAY-FILE clusters/a/exports/x.XML', 'a']],
  ['an export among the rule sets', [file('a/policy/x.xml')], ['REF-STRAY-FILE clusters/a/policy/x.xml', 'a']],
  ['another file of a cluster', [file('a/notes.yaml')], ['REF-STRAY-FILE clusters/a/notes.yaml', 'a']],
  ['a location beside the clusters', [file('osaka.yaml')], ['REF-STRAY-FILE clusters/osaka.yaml', 'a']],
  ['a README and a picture beside the clusters', [file('README.md'), file('map.png')], ['a']],
  ['a README among the rule sets', [file('a/policy/README.md')], ['a']],
  ['a part that is a submodule', [folder('a/policy', 'submodule')], ['REF-UNREAD-FOLDER clusters/a/policy']],
  ['a part of a part that is a link', [folder('a/lists/x', 'link')], ['REF-UNREAD-FOLDER clusters/a/lists/x']],
  ['a part that is empty', [folder('a/lists', 'empty')], ['a']],
  ['a folder that nothing is read in', [folder('a/docs', 'link')], ['a']],
  ['a hidden one', [folder('.b', 'closed')], ['a']],
])('%s', (_, files, expected) => {
  expect(told(files)).toEqual(expected)
})

test('the top of a repository holds more than clusters', () => {
  const gaps = (['empty', 'submodule', 'link', 'closed'] as const).map((is): RawFile => ({
    path: is,
    unreadable: is,
    folder: is,
  }))
  const files = [rawFile('a/cluster.yaml', ''), rawFile('docs/x.md', ''), ...gaps]
  const { diagnostics } = gatherClusters(files, { root: '' })
  expect(diagnostics.map(({ code, place }) => `${code} ${place.file}`)).toEqual(['REF-IDLE-FOLDER submodule'])
  const lost = gatherClusters([...files, { path: 'a/policy', unreadable: 'is', folder: 'link' }], { root: '' })
  expect(lost.diagnostics.map(({ code }) => code)).toContain('REF-UNREAD-FOLDER')
})

test('nothing is said of a cluster that was not asked for, and nothing twice where there is no other one', () => {
  expect(told([folder('b', 'empty'), file('c/README.md')], ['a'])).toEqual(['a'])
  const alone = gatherClusters([folder('b', 'submodule')], { root: 'clusters' })
  expect(alone.diagnostics.map(({ code }) => code)).toEqual(['REF-UNREAD-FOLDER'])
})

test('a file that is not read holds up the cluster that it lies in, and beside the clusters what asks for all', () => {
  const severities = (path: string, only?: readonly string[], root = 'clusters'): readonly string[] => {
    const files = [rawFile(`${root}/a/cluster.yaml`.replace(/^\//, ''), ''), rawFile(path, 'format: 1\n')]
    return gatherClusters(files, { root, ...(only && { clusters: only }) }).diagnostics.map(({ severity }) => severity)
  }
  expect(severities('clusters/a/notes.yaml', ['a'])).toEqual(['error'])
  expect(severities('clusters/b/notes.yaml', ['a'])).toEqual([])
  expect(severities('clusters/b/notes.yaml')).toEqual(['error'])
  expect(severities('clusters/osaka.yaml')).toEqual(['error'])
  expect(severities('clusters/osaka.yaml', ['a'])).toEqual(['warning'])
  expect(severities('clusters/regions.yaml', ['a'])).toEqual(['error'])
  expect(severities('clusters/pader.yml', ['a'])).toEqual(['error'])
  expect(severities('pipelines.yml', undefined, '')).toEqual([])
  expect(severities('ansible/site.yml', undefined, '')).toEqual([])
  expect(severities('a/notes.yaml', undefined, '')).toEqual(['error'])
  expect(severities('b/cluster.yml', undefined, '')).toEqual(['error'])
  expect(severities('pader.yml', undefined, '')).toEqual(['error'])
})

/** What is told of a repository with a cluster at its top, and of a folder beside it. */
function beside(...files: readonly RawFile[]): readonly string[] {
  const { diagnostics } = gatherClusters([rawFile('a/cluster.yaml', 'format: 1\n'), ...files], { root: '' })
  return diagnostics.map(({ code, place }) => `${code} ${place.file}`)
}

test.each<readonly [string, readonly RawFile[]]>([
  ['the tests of a program', [rawFile('app/tests/cases.yaml', '- name: x\n'), rawFile('app/tests/x.yml', 'a: 1\n')]],
  ['a chart', [rawFile('chart/templates/x.hbs', '{{ x }}'), rawFile('chart/values.yaml', 'replicas: 1\n')]],
  ['a cluster of another product', [rawFile('rke/cluster.yml', 'nodes: []\n'), rawFile('rke/x.yaml', '')]],
  ['regions of another tool', [rawFile('infra/regions.yaml', 'eu: 1\n'), rawFile('infra/locations/de.yaml', '')]],
  ['exports of another tool', [rawFile('app/exports/x.xml', '<x/>'), rawFile('app/exports/y.XML', '<x/>')]],
  ['a link where a cluster has tests', [{ path: 'app/tests', unreadable: 'is a link', folder: 'link' }]],
  ['a file that holds nothing readable', [{ path: 'app/tests/x.yaml', unreadable: 'closed' }]],
])('a folder at the top in which nothing is of Pader is left alone: %s', (_, files) => {
  expect(beside(...files)).toEqual([])
})

test.each<readonly [string, readonly RawFile[], string]>([
  ['a location', [rawFile('b/locations/osaka.yaml', '\uFEFF# Osaka\r\nformat: 1\r\n')], 'b/locations/osaka.yaml'],
  ['tests', [rawFile('b/tests/x.yaml', 'format: 1\ntests: []\n')], 'b/tests/x.yaml'],
  [
    'and its folder has tests of others',
    [rawFile('b/locations/x.yaml', 'format: 1'), rawFile('b/tests/y.yaml', '')],
    'b/locations/x.yaml',
  ],
  ['a dialect', [rawFile('b/dialect.json', '{}')], 'b/dialect.json'],
])('a cluster at the top whose cluster.yaml is gone is told by what is left of it: %s', (_, files, place) => {
  expect(beside(...files)).toEqual([`REF-CLUSTER-FILE ${place}`])
})

test('a folder at the top that is asked for by name is a cluster, whatever it holds', () => {
  const files = [rawFile('a/cluster.yaml', ''), rawFile('app/tests/cases.yaml', '- x\n')]
  const { diagnostics } = gatherClusters(files, { root: '', clusters: ['app'] })
  expect(diagnostics.map(({ code }) => code)).toEqual(['REF-CLUSTER-FILE'])
})

test.each([
  ['Tokyo.yaml', 'tokyo'],
  ['New_York City.yaml', 'new-york-city'],
  ['東京.yaml', '東京'],
])(
  'a location of a name that cannot be used is read as what it is to be called, so that nothing else is told: %s',
  (name, called) => {
    const { clusters, diagnostics } = gatherClusters([file('a/cluster.yaml'), file(`a/locations/${name}`)], {
      root: 'clusters',
    })
    expect(diagnostics.map(({ code }) => code)).toEqual(['REF-NAME'])
    expect(diagnostics[0]?.help).toContain(called === '東京' ? 'lower case' : `rename it to "${called}.yaml"`)
    expect([...clusters[0]!.locations.keys()]).toEqual([called])
  },
)

test('a name that cannot be used takes no place that another location has', () => {
  const files = ['Tokyo.yaml', 'tokyo.yaml'].map((name) => file(`a/locations/${name}`))
  const { clusters, diagnostics } = gatherClusters([file('a/cluster.yaml'), ...files], { root: 'clusters' })
  expect(diagnostics).toMatchObject([{ code: 'REF-NAME', help: expect.stringContaining('lower case') as string }])
  expect([...clusters[0]!.locations.keys()].toSorted()).toEqual(['Tokyo', 'tokyo'])
})
