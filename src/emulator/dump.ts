import { writeRuleGroup } from './payload/rule-set.ts'
import type { ClusterSeed, DocumentSeed, ListSeed, NodeSeed } from './profile.ts'
import type { ClusterState, NodeState } from './state.ts'
import type { Documents, StoredDocument, StoredList } from './storage.ts'
import { writeCompact } from './xml/write.ts'

/** What a cluster has become, seen from one node, in the form that another one can start from. */
export function dump(state: ClusterState, from: NodeState): ClusterSeed {
  const { storage } = from
  return {
    formatVersion: 1,
    secret: state.secret,
    savedAt: storage.timestamp,
    accounts: state.accounts,
    nodes: [...state.nodes.values()].map((node) => dumpNode(node, storage.nodes.has(node.uuid), from)),
    clusterDocuments: dumpDocuments(storage.clusterDocuments),
    settings: dumpDocuments(storage.settings),
    lists: [...storage.lists.values()].map(dumpList),
    userProperties: [...storage.userProperties.values()].map((property) => ({ xml: writeCompact(property) })),
    ruleSets: storage.ruleSets.map((ruleSet) => ({ xml: writeCompact(writeRuleGroup(ruleSet)) })),
  }
}

function dumpNode(node: NodeState, member: boolean, from: NodeState): NodeSeed {
  const stored = (member ? from : node).storage.nodes.get(node.uuid)
  return {
    uuid: node.uuid,
    title: stored?.title ?? node.hostname,
    hostname: node.hostname,
    version: node.version,
    build: node.build,
    ca: node.ca,
    skew: node.skew / 1000,
    ...(member ? {} : { standalone: true }),
    documents: dumpDocuments(stored?.documents ?? new Map()),
    systemFiles: Object.fromEntries(stored?.systemFiles ?? []),
  }
}

/** Documents as data. */
export function dumpDocuments(documents: Documents): readonly DocumentSeed[] {
  return [...documents.values()].map(dumpDocument)
}

function dumpDocument({ id, title, type, version, description, properties }: StoredDocument): DocumentSeed {
  return { id, title, type, version, description, properties: Object.fromEntries(properties) }
}

/** A list as data. */
export function dumpList({ entries, setup, ...list }: StoredList): ListSeed {
  return {
    ...list,
    ...(setup === undefined ? {} : { setup: writeCompact(setup) }),
    entries: entries.map(({ value, description: note, row }) =>
      row === undefined ? { value, description: note } : { value: writeCompact(row), description: note, complex: true },
    ),
  }
}
