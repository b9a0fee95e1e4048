import type { Rule } from './rule.ts'

/** One management node is declared. */
export const cmGui001: Rule = {
  code: 'CM-GUI-001',
  title: 'One management node is declared',
  severity: 'warning',
  stage: 'static',
  why: 'One user interface can be attached to a cluster at a time; a single node that everybody connects to keeps people from locking each other out.',
  source: 'BP',
  help: 'name one node under "entryNode" in cluster.yaml',
  examples: {
    invalid: { files: { 'cluster.yaml': 'entryNode: [tokyo-1, newyork-1]' } },
    valid: { files: { 'cluster.yaml': 'entryNode: tokyo-1' } },
  },
  misplaced: [
    { document: 'cluster', path: ['entryNode'], codes: ['SCHEMA-TYPE'], message: 'the management node is one node' },
  ],
}
