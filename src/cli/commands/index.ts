import type { CommandEntry } from '../command.ts'

/** Every command, in the order of `pader --help`. A new command is its file and a line here. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'init',
    summary: 'create a repository that compiles, with CI and editor files',
    load: () => import('./init.ts'),
  },
  {
    name: 'compile',
    summary: 'check the YAML and generate the desired state of every node',
    load: () => import('./compile.ts'),
  },
  { name: 'fmt', summary: 'format the YAML, keeping every comment', load: () => import('./fmt.ts') },
  {
    name: 'graph',
    summary: 'draw the nodes by location, or what differs between two revisions',
    load: () => import('./graph.ts'),
  },
  {
    name: 'import',
    summary: 'import a live cluster as YAML whose first plan is empty',
    load: () => import('./import.ts'),
  },
  {
    name: 'calibrate',
    summary: 'learn where the product stores things, from an appliance, a backup or an export',
    load: () => import('./calibrate.ts'),
  },
  { name: 'path', summary: 'show the path of a message between two nodes', load: () => import('./path.ts') },
  {
    name: 'simulate',
    summary: 'show what the loss of nodes or locations would do',
    load: () => import('./simulate.ts'),
  },
  { name: 'explain', summary: 'show where the values of a node come from', load: () => import('./explain.ts') },
  { name: 'rules', summary: 'list the checks, or explain one', load: () => import('./rules.ts') },
  {
    name: 'emulate',
    summary: 'run a cluster of emulated appliances on loopback',
    load: () => import('./emulate.ts'),
  },
  {
    name: 'control',
    summary: 'do what no client can to an emulated cluster: cut links, skew clocks, upgrade, edit by hand',
    load: () => import('./control.ts'),
  },
  {
    name: 'policy',
    summary: 'show a policy or an exported rule set, compare two of them, or find requests',
    load: () => import('./policy.ts'),
  },
  {
    name: 'impact',
    summary: 'show which requests a policy change decides differently',
    load: () => import('./impact.ts'),
  },
  {
    name: 'unused',
    summary: 'prove which rules no request can reach, and list what nothing uses',
    load: () => import('./unused.ts'),
  },
  { name: 'test', summary: 'run the requests in tests/ through the policy', load: () => import('./test.ts') },
  { name: 'schema', summary: 'print the JSON Schema of a file type', load: () => import('./schema.ts') },
  { name: 'plan', summary: 'show what an apply would do, and why it is safe', load: () => import('./plan.ts') },
  { name: 'approve', summary: 'show a saved plan, and sign it', load: () => import('./approve.ts') },
  { name: 'apply', summary: 'bring clusters in line with the YAML', load: () => import('./apply.ts') },
  {
    name: 'watch',
    summary: 'follow a branch or a folder, and keep clusters in line with it',
    load: () => import('./watch.ts'),
  },
  { name: 'notify', summary: 'send a test message to the configured receivers', load: () => import('./notify.ts') },
  { name: 'status', summary: 'show the state of clusters and nodes', load: () => import('./status.ts') },
  {
    name: 'diff',
    summary: 'show what differs from what was last applied, since when, and who changed it',
    load: () => import('./diff.ts'),
  },
  { name: 'rollback', summary: 'roll a cluster back to an earlier state', load: () => import('./rollback.ts') },
  { name: 'backup', summary: 'take, verify and prune backups of whole clusters', load: () => import('./backup.ts') },
  {
    name: 'adopt',
    summary: 'adopt differences found on the appliances into the YAML',
    load: () => import('./adopt.ts'),
  },
  {
    name: 'doctor',
    summary: 'diagnose problems from logs and clocks, and say what to do about them',
    load: () => import('./doctor.ts'),
  },
  { name: 'runbook', summary: 'show what to do after an exit code or an alert', load: () => import('./runbook.ts') },
  {
    name: 'journal',
    summary: 'show, verify or export the record of what was done',
    load: () => import('./journal.ts'),
  },
  { name: 'hold', summary: 'block all changes to a cluster', load: () => import('./hold.ts') },
  { name: 'release', summary: 'release a hold', load: () => import('./release.ts') },
  { name: 'lock', summary: 'show or break the lease on a cluster', load: () => import('./lock.ts') },
  {
    name: 'share',
    summary: 'move the state of this host into the state that several hosts share',
    load: () => import('./share.ts'),
  },
  { name: 'demo', summary: 'demonstrate the whole workflow on an emulated cluster', load: () => import('./demo.ts') },
  {
    name: 'completion',
    summary: 'print the completion script for bash, zsh, fish or PowerShell',
    load: () => import('./completion.ts'),
  },
  {
    name: 'complete',
    summary: 'list the words that could come next',
    isHidden: true,
    load: () => import('./complete.ts'),
  },
  { name: 'version', summary: 'print the version', load: () => import('./version.ts') },
]
