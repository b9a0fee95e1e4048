import type { Rule } from './rule.ts'

const said = (key: string): string => `"${key}" is set for the whole cluster, not for a node`

/** Pushing of logs written by rules is not configured on single nodes. */
export const cmLog006: Rule = {
  code: 'CM-LOG-006',
  title: 'Pushing of logs written by rules is not configured on single nodes',
  severity: 'warning',
  stage: 'static',
  unverified: true,
  why: 'It belongs to the policy, which is the same on all nodes.',
  source: 'recalled',
  help: 'move it to "logShipping" in cluster.yaml; %h in the destination keeps the nodes apart',
  examples: {
    invalid: {
      files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { push: ftps://logs.example.com/tokyo-2/ } }' },
    },
    valid: { files: { 'cluster.yaml': 'logShipping: { accessLog: ftps://logs.example.com/%h/ }' } },
  },
  misplaced: ['logShipping', 'accessLog', 'push'].flatMap((key) => [
    { document: 'location', path: ['nodes', '*', key], message: said(key) } as const,
    { document: 'location', path: ['defaults', key], message: said(key) } as const,
    { document: 'location', path: [key], message: said(key) } as const,
  ]),
}
