import type { Rule } from './rule.ts'

/** All nodes follow one release branch. */
export const cmVer006: Rule = {
  code: 'CM-VER-006',
  title: 'All nodes follow one release branch',
  severity: 'warning',
  stage: 'static',
  why: 'Main and controlled releases are numbered separately, and a node on the controlled branch stays on it until it becomes the next main release; a cluster with both never has the same version for long.',
  source: 'KB77895',
  help: 'move all nodes to one branch',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { branch: controlled } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { branch: main } }' } },
  },

  *check(cluster) {
    const usual =
      cluster.facts.branch?.value ?? cluster.nodes.find(({ facts }) => facts.branch !== undefined)?.facts.branch?.value
    for (const { name, facts } of cluster.nodes) {
      if (facts.branch === undefined || facts.branch.value === usual) continue
      yield {
        message: `node "${name}" follows the branch "${facts.branch.value}", the cluster "${usual}"`,
        place: facts.branch.origin.place,
      }
    }
  },
}
