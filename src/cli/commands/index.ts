import type { CommandEntry } from '../command.ts'

/** Every command, in the order of `pader --help`. A new command is its file and a line here. */
export const commands: readonly CommandEntry[] = [
  { name: 'compile', summary: 'check the YAML and write what every node is to be', load: () => import('./compile.ts') },
  { name: 'graph', summary: 'draw the nodes by location, and what differs', load: () => import('./graph.ts') },
  {
    name: 'import',
    summary: 'write a live cluster as YAML whose first plan is empty',
    load: () => import('./import.ts'),
  },
  { name: 'path', summary: 'the way of a message between two nodes', load: () => import('./path.ts') },
  { name: 'simulate', summary: 'what a loss would do', load: () => import('./simulate.ts') },
  { name: 'explain', summary: 'say where the values of a node come from', load: () => import('./explain.ts') },
  { name: 'rules', summary: 'list the checks, or explain one of them', load: () => import('./rules.ts') },
  {
    name: 'emulate',
    summary: 'serve a cluster of emulated appliances on loopback',
    load: () => import('./emulate.ts'),
  },
  {
    name: 'policy',
    summary: 'show a policy or an exported rule set, or how two of them differ',
    load: () => import('./policy.ts'),
  },
  { name: 'test', summary: 'send the requests of tests/ through the policy', load: () => import('./test.ts') },
  { name: 'schema', summary: 'print the JSON Schema of a kind of file', load: () => import('./schema.ts') },
  { name: 'version', summary: 'print the version', load: () => import('./version.ts') },
]
