import type { Cluster, Node } from '../../model/fleet.ts'
import type { Rule, RuleContext } from '../rules/rule.ts'

/**
 * Which checks look at which value of a node. The checks are asked once more, about a cluster in which this node notes
 * what is read of it: what a check says of itself could be forgotten, what it reads cannot.
 */
export function checksByValue(
  cluster: Cluster,
  node: Node,
  rules: readonly Rule[],
  context: RuleContext,
): ReadonlyMap<string, readonly string[]> {
  const read = new Map<string, Set<string>>()
  for (const rule of rules) {
    if (rule.stage !== 'static' || rule.check === undefined) continue
    const note = (name: string): void => void read.set(name, (read.get(name) ?? new Set()).add(rule.code))
    // What is found does not matter here; taking everything makes the check look everywhere.
    void [...rule.check(withNode(cluster, noting(node, note)), context)]
  }
  return new Map([...read].map(([name, codes]) => [name, [...codes].toSorted()]))
}

/** A node that tells which of its values are asked for, by their names in YAML. */
function noting(node: Node, note: (name: string) => void): Node {
  const settings = new Proxy(node.settings, noter(note))
  const facts = new Proxy(node.facts, noter(note))
  return new Proxy({ ...node, settings, facts }, noter(note))
}

function noter<Value extends object>(note: (name: string) => void): ProxyHandler<Value> {
  return {
    get(target, key, receiver): unknown {
      if (typeof key === 'string') note(key)
      return Reflect.get(target, key, receiver)
    },
  }
}

function withNode(cluster: Cluster, node: Node): Cluster {
  const replaced = (nodes: readonly Node[]): readonly Node[] =>
    nodes.map((one) => (one.name === node.name ? node : one))
  return {
    ...cluster,
    nodes: replaced(cluster.nodes),
    locations: cluster.locations.map((location) => ({ ...location, nodes: replaced(location.nodes) })),
  }
}
