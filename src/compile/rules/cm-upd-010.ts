import { settingOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** A node that downloads updates can reach the update server. */
export const cmUpd010: Rule = {
  code: 'CM-UPD-010',
  title: 'A node that downloads updates can reach the update server',
  severity: 'warning',
  stage: 'static',
  scope: 'node',
  why: 'A node that should download from the internet but cannot reach the update server updates no node, not even itself.',
  source: 'BP',
  help: 'open the path or name an update proxy, and declare it with "updateEgress"; or set "updates.fromInternet: false"',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { updateEgress: none } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { updateEgress: direct } }' } },
  },

  *check(cluster) {
    for (const node of cluster.nodes) {
      const { updateEgress } = node.facts
      if (updateEgress === undefined || settingOf(node, 'updates.fromInternet') !== true) continue
      const proxies = settingOf(node, 'updates.proxies')
      const noProxy = updateEgress.value === 'proxy' && proxies !== undefined && (proxies ?? []).length === 0
      if (updateEgress.value !== 'none' && !noProxy) continue
      const why = noProxy
        ? 'is to use an update proxy and names none'
        : 'is declared to have no way to the update server'
      yield { message: `node "${node.name}" downloads updates and ${why}`, place: updateEgress.origin.place }
    }
  },
}
