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
    const files = [rawFile(`${root}/a/cluster.yaml`.replace(/^\//, ''), ''), rawFile(path, '')]
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
