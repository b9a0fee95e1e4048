import type { Rule } from './rule.ts'

const SEVERAL = 'an update group is one name; a node cannot be in several'

/** A node is in at most one update group. */
export const cmUpd001: Rule = {
  code: 'CM-UPD-001',
  title: 'A node is in at most one update group',
  severity: 'error',
  stage: 'static',
  why: 'A node can be a member of one update group only.',
  source: 'ND',
  help: 'name one group, or omit "groups.update", so that the location is the group',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { update: [tokyo, lab] } } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { update: tokyo } } }' } },
  },
  misplaced: [
    { document: 'cluster', path: ['defaults', 'groups', 'update'], codes: ['SCHEMA-TYPE'], message: SEVERAL },
    { document: 'cluster', path: ['templates', '*', 'groups', 'update'], codes: ['SCHEMA-TYPE'], message: SEVERAL },
    { document: 'location', path: ['defaults', 'groups', 'update'], codes: ['SCHEMA-TYPE'], message: SEVERAL },
    { document: 'location', path: ['nodes', '*', 'groups', 'update'], codes: ['SCHEMA-TYPE'], message: SEVERAL },
  ],
}
