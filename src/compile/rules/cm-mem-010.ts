import type { Rule } from './rule.ts'

const said = (key: string): string => `"${key}" is set for the whole cluster, not for a node`

/** Licence, tenant and Web Hybrid are set for the whole cluster. */
export const cmMem010: Rule = {
  code: 'CM-MEM-010',
  title: 'Licence, tenant and Web Hybrid are set for the whole cluster',
  severity: 'warning',
  stage: 'static',
  why: 'These are distributed across the cluster, although they are on the Configuration tab: a value set on one node reaches all.',
  source: 'IRG78, R4, HYB',
  help: 'write "license" and "hybrid" in cluster.yaml',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { license: L-1042 } }' } },
    valid: { files: { 'cluster.yaml': 'license: L-1042' } },
  },
  misplaced: ['license', 'tenant', 'hybrid'].flatMap((key) => [
    { document: 'location', path: ['nodes', '*', key], message: said(key) } as const,
    { document: 'location', path: ['defaults', key], message: said(key) } as const,
    { document: 'location', path: [key], message: said(key) } as const,
  ]),
}
