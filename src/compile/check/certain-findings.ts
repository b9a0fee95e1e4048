import type { Cluster, Node } from '../../model/fleet.ts'
import type { Doubts } from './doubt.ts'
import type { Finding, Rule, RuleContext } from '../rules/rule.ts'
import { trackReads } from './tracked-cluster.ts'

/**
 * What a rule finds in a cluster of which not everything could be read, without what rests on something in doubt. A
 * rule that judges each node or each pair for itself is asked node by node first, so that it falls silent about as few as
 * possible.
 */
export function certainFindings(
  rule: Rule,
  cluster: Cluster,
  context: RuleContext,
  doubts: Doubts,
): readonly Finding[] {
  const ask = (only?: ReadonlySet<Node>): { readonly findings: readonly Finding[]; readonly touched: boolean } => {
    const { cluster: tracked, touched } = trackReads(cluster, doubts, only)
    const findings = [...(rule.check?.(tracked, context) ?? [])]
    return { findings, touched: touched() }
  }
  const certain =
    rule.scope === undefined ? undefined : new Set(cluster.nodes.filter((node) => !ask(new Set([node])).touched))
  const { findings, touched } = ask(certain)
  return touched ? [] : findings
}
