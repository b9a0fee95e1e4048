import { hash } from 'node:crypto'
import { expect, test } from 'vitest'
import { KeptDocuments } from '../../../src/cli/memory/kept-documents.ts'
import type { NamedMemory } from '../../../src/cli/memory/memory-of.ts'
import { gatherClusters, type ClusterFiles } from '../../../src/compile/gather.ts'
import { noKnownDocuments, readDocument, readOnce, type DocumentReader } from '../../../src/compile/read-documents.ts'
import { makeValidators } from '../../../src/compile/validate.ts'
import { loadSchemaChecks } from '../../../src/cli/repository/schema-checks.ts'
import type { RawFile } from '../../../src/source/source-file.ts'

const reader: DocumentReader = {
  validators: makeValidators(await loadSchemaChecks(process.cwd())),
  rules: [],
  severities: {},
}

const node = (name: string, more = ''): string => `format: 1
nodes:
  ${name}:
    uuid: D6CD9202-A787-5ACD-1E85-D855D9D3E6B1
    address: 10.0.0.11
    listeners: ['10.0.0.11:12346']
${more}`

const file = (path: string, text: string): RawFile => ({ path, bytes: Buffer.from(text), digest: hash('sha256', text) })

function clusterOf(texts: Readonly<Record<string, string>>): ClusterFiles {
  const locations = Object.entries(texts).map(([name, text]) => file(`clusters/a/locations/${name}.yaml`, text))
  const [cluster] = gatherClusters([file('clusters/a/cluster.yaml', 'format: 1\n'), ...locations], {
    root: 'clusters',
  }).clusters
  if (cluster === undefined) throw new Error('there is no cluster')
  return cluster
}

/** A memory that counts what it keeps. */
function memory(): { readonly known: NamedMemory; readonly kept: Map<string, unknown>; times: number } {
  const kept = new Map<string, unknown>()
  const counted = {
    kept,
    times: 0,
    known: {
      memory: {
        recall: (key: string) => kept.get(key),
        keep: (key: string, value: object) => {
          counted.times += 1
          kept.set(key, JSON.parse(JSON.stringify(value)))
        },
        tidy: () => undefined,
      },
      keys: {
        common: () => '',
        cluster: () => '',
        run: () => '',
        folder: (kind: string, path: string) => `${kind} ${path}`,
      },
    },
  }
  return counted
}

/** Reads the locations of a cluster as compiling it does, and says which of them were known. */
function readAll(files: ClusterFiles, known: NamedMemory): readonly string[] {
  const documents = new KeptDocuments(known, '/clusters')
  const recalled = documents.recall(files, reader.severities)
  const before = [...files.locations].filter(([, one]) => recalled.location.has(one)).map(([name]) => name)
  for (const one of files.locations.values())
    expect(readOnce('location', one, { ...reader, known: recalled })).toEqual(readDocument('location', one, reader))
  documents.keep(files, recalled)
  return before
}

test('what a file says is recalled for the same bytes only, and is what reading them gives', () => {
  const { known } = memory()
  const texts = { oslo: node('oslo-1'), rome: node('rome-1', '    priority: 10\n'), bern: node('bern-1') }
  expect(readAll(clusterOf(texts), known)).toEqual([])
  expect(readAll(clusterOf(texts), known).toSorted()).toEqual(['bern', 'oslo', 'rome'])
  // The same bytes under another name say the same, and find another file.
  expect(readAll(clusterOf({ ...texts, lima: texts.oslo, rome: node('rome-2') }), known).toSorted()).toEqual([
    'bern',
    'lima',
    'oslo',
  ])
})

test('it is kept anew only where more than a quarter was not known', () => {
  const counted = memory()
  const texts = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, node(name)]))
  readAll(clusterOf(texts), counted.known)
  readAll(clusterOf({ ...texts, a: node('other') }), counted.known)
  expect(counted.times).toBe(1)
  readAll(clusterOf({ ...texts, a: node('other'), b: node('another') }), counted.known)
  expect(counted.times).toBe(2)
})

test('a file with a mistake is read every time', () => {
  const { known } = memory()
  const texts = { oslo: node('oslo-1'), rome: 'format: 1\nnods: {}\n', bern: 'nodes: [\n' }
  readAll(clusterOf(texts), known)
  expect(readAll(clusterOf(texts), known)).toEqual(['oslo'])
})

test('what would not come back as it was is not kept', () => {
  const counted = memory()
  const files = clusterOf({ oslo: node('oslo-1') })
  const documents = noKnownDocuments()
  for (const one of files.locations.values()) {
    const document = readDocument('location', one, reader)
    Object.assign(document.document.content, { more: Number.NaN })
    documents.location.set(one, { severities: reader.severities, document })
  }
  new KeptDocuments(counted.known, '/clusters').keep(files, documents)
  expect(counted.times).toBe(0)
})
