import type { Rule } from './rule.ts'

const said = (key: string): string => `"${key}" is set for the whole cluster, not for a node`

/** Policy and administrator accounts are not set on single nodes. */
export const cmMem008: Rule = {
  code: 'CM-MEM-008',
  title: 'Policy and administrator accounts are not set on single nodes',
  severity: 'error',
  stage: 'static',
  why: 'The whole policy and the administrator accounts are the same on all nodes: what is saved on one is distributed to all.',
  source: 'BP',
  help: `move it to the cluster's "policy" folder; use regions where it has to differ`,
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { policy: { block: [gambling] } } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: {} }' } },
  },
  misplaced: ['policy', 'ruleSets', 'lists', 'administrators', 'accounts'].flatMap((key) => [
    { document: 'location', path: ['nodes', '*', key], message: said(key) } as const,
    { document: 'location', path: ['defaults', key], message: said(key) } as const,
    { document: 'location', path: [key], message: said(key) } as const,
  ]),
}
