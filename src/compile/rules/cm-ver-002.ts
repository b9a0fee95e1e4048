import type { Rule } from './rule.ts'

/** All nodes run the same build. */
export const cmVer002: Rule = {
  code: 'CM-VER-002',
  title: 'All nodes run the same build',
  severity: 'error',
  stage: 'static',
  why: 'The same version is not enough: all appliances of a cluster must run the same build.',
  source: 'BP',
  help: 'upgrade the node, or remove it from the cluster',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': "nodes: { tokyo-2: { build: '51000' } }" } },
    valid: { files: { 'locations/tokyo.yaml': "nodes: { tokyo-2: { build: '51390' } }" } },
  },

  *check(cluster) {
    const usual = cluster.build?.value ?? cluster.nodes.find(({ build }) => build !== undefined)?.build?.value
    for (const { name, version, build } of cluster.nodes) {
      // Different versions are reported by CM-VER-001.
      if (build === undefined || build.value === usual || version.value !== cluster.version.value) continue
      yield { message: `node "${name}" runs build ${build.value}, the cluster ${usual}`, place: build.origin.place }
    }
  },
}
