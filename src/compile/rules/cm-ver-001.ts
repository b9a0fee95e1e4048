import type { Rule } from './rule.ts'

/** All nodes run the same version. */
export const cmVer001: Rule = {
  code: 'CM-VER-001',
  title: 'All nodes run the same version',
  severity: 'error',
  stage: 'static',
  scope: 'node',
  why: 'Mixing versions in a cluster is never recommended; the configuration of one version is distributed to the other.',
  source: 'BP, NG',
  help: 'upgrade the node, or remove it from the cluster',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { version: 12.2.5 } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { version: 12.2.15 } }' } },
  },

  *check(cluster) {
    for (const { name, version } of cluster.nodes) {
      if (version.value === cluster.version.value) continue
      yield {
        message: `node "${name}" runs version ${version.value}, the cluster ${cluster.version.value}`,
        place: version.origin.place,
      }
    }
  },
}
