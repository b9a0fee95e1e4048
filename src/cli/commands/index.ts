import type { CommandEntry } from '../command.ts'

/** Every command, in the order of `pader --help`. A new command is its file and a line here. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'init',
    summary: 'begin a repository that compiles, with CI and editor files',
    load: () => import('./init.ts'),
  },
  { name: 'compile', summary: 'check the YAML and write what every node is to be', load: () => import('./compile.ts') },
  { name: 'fmt', summary: 'put the YAML into one layout, with every comment', load: () => import('./fmt.ts') },
  { name: 'graph', summary: 'draw the nodes by location, and what differs', load: () => import('./graph.ts') },
  {
    name: 'import',
    summary: 'write a live cluster as YAML whose first plan is empty',
    load: () => import('./import.ts'),
  },
  {
    name: 'calibrate',
    summary: 'learn from an appliance, a backup or an export where the product keeps things',
    load: () => import('./calibrate.ts'),
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
    name: 'control',
    summary: 'do to an emulated cluster what no client can: cut, skew, upgrade, change by hand',
    load: () => import('./control.ts'),
  },
  {
    name: 'policy',
    summary: 'show a policy or an exported rule set, or how two of them differ',
    load: () => import('./policy.ts'),
  },
  {
    name: 'impact',
    summary: 'say which requests a change of the policy decides differently',
    load: () => import('./impact.ts'),
  },
  {
    name: 'unused',
    summary: 'prove which rules no request can meet, and name what nothing uses',
    load: () => import('./unused.ts'),
  },
  { name: 'test', summary: 'send the requests of tests/ through the policy', load: () => import('./test.ts') },
  { name: 'schema', summary: 'print the JSON Schema of a kind of file', load: () => import('./schema.ts') },
  { name: 'plan', summary: 'say what an apply would do, and why it is safe', load: () => import('./plan.ts') },
  { name: 'apply', summary: 'bring clusters to what the YAML says', load: () => import('./apply.ts') },
  {
    name: 'watch',
    summary: 'follow a branch or a folder, and keep clusters as it says',
    load: () => import('./watch.ts'),
  },
  { name: 'notify', summary: 'send a test message to those who are told', load: () => import('./notify.ts') },
  { name: 'status', summary: 'say how the clusters are', load: () => import('./status.ts') },
  {
    name: 'diff',
    summary: 'say what differs from what was applied, since when, and by whom',
    load: () => import('./diff.ts'),
  },
  { name: 'rollback', summary: 'go back to what was there before', load: () => import('./rollback.ts') },
  { name: 'backup', summary: 'take, verify and keep copies of whole clusters', load: () => import('./backup.ts') },
  { name: 'adopt', summary: 'take what the appliances have into the YAML', load: () => import('./adopt.ts') },
  {
    name: 'doctor',
    summary: 'say what logs and clocks mean, and what to do about it',
    load: () => import('./doctor.ts'),
  },
  { name: 'runbook', summary: 'say what to do after an exit code or an alert', load: () => import('./runbook.ts') },
  { name: 'journal', summary: 'verify or show what was done', load: () => import('./journal.ts') },
  { name: 'hold', summary: 'stop all changes of a cluster', load: () => import('./hold.ts') },
  { name: 'release', summary: 'end a hold', load: () => import('./release.ts') },
  { name: 'lock', summary: 'show or break the lease of a cluster', load: () => import('./lock.ts') },
  { name: 'demo', summary: 'show the whole story on an emulated cluster', load: () => import('./demo.ts') },
  {
    name: 'completion',
    summary: 'print what makes bash or zsh finish words',
    load: () => import('./completion.ts'),
  },
  { name: 'complete', summary: 'words that could come next', isHidden: true, load: () => import('./complete.ts') },
  { name: 'version', summary: 'print the version', load: () => import('./version.ts') },
]
