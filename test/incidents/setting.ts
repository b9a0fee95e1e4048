import { readDesired } from '../../src/cli/gateway/desired.ts'
import type { Output, World } from '../../src/cli/world.ts'
import type { Cluster } from '../../src/model/fleet.ts'

const home = process.cwd()

/** The cluster of a repository, at a time. */
export async function compiled(repository: string, time: number): Promise<Cluster> {
  const quiet: Output = { write: () => undefined, isTerminal: false, columns: 80 }
  const stop = new AbortController().signal
  const world: World = {
    stdout: quiet,
    stderr: quiet,
    env: {},
    cwd: repository,
    home,
    stop,
    endInOrder: () => undefined,
    now: () => new Date(time),
  }
  const { clusters } = await readDesired([], {}, world)
  if (clusters[0] === undefined) throw new Error('the cluster does not compile')
  return clusters[0]
}

/** The host file of an emulated cluster whose nodes show one certificate. */
export function hostText({ name, nodes }: Cluster, addresses: readonly string[], key: string, state: string): string {
  const places = nodes.map((node, index) => `      ${node.name}: { address: ${addresses[index]} }`)
  return `format: 1
stateDirectory: ${state}
clusters:
  ${name}:
    askNodes: true
    trust: { key: [${key}] }
    reader: { user: pader-reader, password: env:READER }
    writer: { user: pader-writer, password: env:WRITER }
    emulator: { control: http://127.0.0.1:1, secret: env:CONTROL }
    nodes:
${places.join('\n')}
`
}
