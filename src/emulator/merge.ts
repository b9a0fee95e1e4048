import type { Storage } from './storage.ts'

/** Three-way merge, object by object: what a session changed wins over what others saved since. */
export function mergeStorages(base: Storage, mine: Storage, theirs: Storage): Storage {
  return {
    ...theirs,
    nodes: mergeMaps(base.nodes, mine.nodes, theirs.nodes, (b, m, t) => ({
      ...t,
      documents: mergeMaps(b.documents, m.documents, t.documents),
      systemFiles: mergeMaps(b.systemFiles, m.systemFiles, t.systemFiles),
    })),
    clusterDocuments: mergeMaps(base.clusterDocuments, mine.clusterDocuments, theirs.clusterDocuments),
    settings: mergeMaps(base.settings, mine.settings, theirs.settings),
    lists: mergeMaps(base.lists, mine.lists, theirs.lists),
    ruleSets: mine.ruleSets === base.ruleSets ? theirs.ruleSets : mine.ruleSets,
    userProperties: mergeMaps(base.userProperties, mine.userProperties, theirs.userProperties),
    counter: Math.max(mine.counter, theirs.counter),
  }
}

function mergeMaps<Value>(
  base: ReadonlyMap<string, Value>,
  mine: ReadonlyMap<string, Value>,
  theirs: ReadonlyMap<string, Value>,
  mergeValues: (base: Value, mine: Value, theirs: Value) => Value = (_, value) => value,
): ReadonlyMap<string, Value> {
  if (mine === base) return theirs
  const merged = new Map(theirs)
  for (const [key, value] of mine) {
    const [before, other] = [base.get(key), theirs.get(key)]
    if (value === before) continue
    merged.set(key, before === undefined || other === undefined ? value : mergeValues(before, value, other))
  }
  for (const key of base.keys()) if (!mine.has(key)) merged.delete(key)
  return merged
}
