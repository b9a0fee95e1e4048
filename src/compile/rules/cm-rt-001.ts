import type { Rule } from './rule.ts'

const SEVERAL = 'a runtime group is one name; a node cannot be in several'

/** A node is in at most one runtime group. */
export const cmRt001: Rule = {
  code: 'CM-RT-001',
  title: 'A node is in at most one runtime group',
  severity: 'error',
  stage: 'static',
  why: 'A node can be a member of one runtime group only.',
  source: 'ND',
  help: 'name one group, or omit "groups.runtime", so that the location is the group',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { runtime: [tokyo, lab] } } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { runtime: tokyo } } }' } },
  },
  misplaced: [
    { document: 'cluster', path: ['defaults', 'groups', 'runtime'], codes: ['SCHEMA-TYPE'], message: SEVERAL },
    { document: 'cluster', path: ['templates', '*', 'groups', 'runtime'], codes: ['SCHEMA-TYPE'], message: SEVERAL },
    { document: 'location', path: ['defaults', 'groups', 'runtime'], codes: ['SCHEMA-TYPE'], message: SEVERAL },
    { document: 'location', path: ['nodes', '*', 'groups', 'runtime'], codes: ['SCHEMA-TYPE'], message: SEVERAL },
  ],
}
