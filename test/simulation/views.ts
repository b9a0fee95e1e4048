import { createHash } from 'node:crypto'
import type { EmulatedCluster } from '../../src/emulator/cluster.ts'
import { dialect } from './cluster-world.ts'
import { policyParts } from './policy-parts.ts'

/** What one storage holds, read by the judge's own eyes: parts by name, and the groups of its nodes. */
export interface StoredView {
  readonly parts: ReadonlyMap<string, string>
  readonly groups: ReadonlyMap<string, readonly string[]>
  readonly timestamp: number
  readonly digest: string
}

/** Reads storages, each once: a storage never changes. */
export function viewer(cluster: EmulatedCluster): (node: string, storage: number) => StoredView {
  const seen = new Map<number, StoredView>()
  return (node, storage) => {
    const view = seen.get(storage) ?? read(cluster, node)
    seen.set(storage, view)
    return view
  }
}

function read(cluster: EmulatedCluster, from: string): StoredView {
  const dump = cluster.dump(from)!
  const parts = new Map<string, string>()
  const groups = new Map<string, readonly string[]>()
  const { document, key } = dialect.settings.get('groups.network')!
  for (const { uuid, documents, systemFiles } of dump.nodes) {
    for (const [path, text] of Object.entries(systemFiles)) parts.set(`node ${uuid} file ${path}`, text)
    for (const { id, properties } of documents) {
      for (const [name, { value }] of Object.entries(properties))
        parts.set(`node ${uuid} document ${id} ${name}`, value)
    }
    const text = documents.find(({ id }) => id === document)?.properties[key]?.value ?? ''
    groups.set(uuid, textsOf(text))
  }
  for (const list of dump.lists)
    parts.set(`list ${list.id}`, JSON.stringify([list.name, list.entries.map(({ value }) => value)]))
  for (const [part, text] of policyParts(dump)) parts.set(part, text)
  const digest = createHash('sha256')
    .update(JSON.stringify([...parts]))
    .digest('hex')
  return { parts, groups, timestamp: dump.savedAt, digest }
}

/** Entries of an inline list of plain texts. */
export function textsOf(xml: string): readonly string[] {
  return [...xml.matchAll(/<entry>([^<]*)<\/entry>/g)].map(([, value]) => value!)
}

/** Ways to see who may talk to whom, when each node has a view of everybody's groups. */
export const waysToSee = ['own', 'sender', 'receiver', 'both'] as const

/** Whether everybody reaches everybody, going by the views in one way; an edge must carry both directions. */
export function isConnectedBy(way: (typeof waysToSee)[number], views: ReadonlyMap<string, StoredView>): boolean {
  const nodes = [...views.keys()]
  const says = (judge: string, a: string, b: string): boolean => {
    const groups = views.get(judge)!.groups
    return groups.get(a)!.some((group) => groups.get(b)!.includes(group))
  }
  const talks = (from: string, to: string): boolean => {
    switch (way) {
      case 'own':
        return views
          .get(from)!
          .groups.get(from)!
          .some((group) => views.get(to)!.groups.get(to)!.includes(group))
      case 'sender':
        return says(from, from, to)
      case 'receiver':
        return says(to, from, to)
      case 'both':
        return says(from, from, to) && says(to, from, to)
    }
  }
  const reached = new Set(nodes.slice(0, 1))
  for (const here of reached) {
    for (const there of nodes) if (talks(here, there) && talks(there, here)) reached.add(there)
  }
  return reached.size === nodes.length
}
