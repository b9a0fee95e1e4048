import { UsageError } from '../command.ts'
import type { World } from '../world.ts'
import { readNode, type Answers, type NewNode } from './answers.ts'

/** Asks a person for what the call did not say; Enter takes what stands in brackets. */
export async function askAnswers(given: Answers, world: World): Promise<Answers> {
  const { stdout } = world
  const ask = async (question: string, usual: string): Promise<string> => {
    const said = await world.ask?.(`${question} [${usual}]: `)
    return said === undefined || said.trim() === '' ? usual : said.trim()
  }
  const cluster = await ask('name of the cluster', given.cluster)
  const version = await ask('version of the appliances', given.version)
  const build = await ask('build, as Appliances Information shows it', given.build ?? 'none')
  const timeServers = await ask('time servers, with commas', given.timeServers.join(', '))
  const owner = await ask('who must approve changes, as your git host names them', given.owner)
  stdout.write('nodes, as LOCATION/NAME=ADDRESS,UUID; the first is where administrators log on; Enter ends the list\n')
  const nodes = await askNodes(world)
  return {
    cluster,
    version,
    build: build === 'none' ? undefined : build,
    owner,
    timeServers: timeServers.split(',').map((one) => one.trim()),
    ...(nodes.length === 0 ? { nodes: given.nodes, isExample: given.isExample } : { nodes, isExample: false }),
  }
}

async function askNodes(world: World): Promise<readonly NewNode[]> {
  const nodes: NewNode[] = []
  for (;;) {
    const said = await world.ask?.(nodes.length === 0 ? '  node [made-up ones]: ' : '  next node [no more]: ')
    if (said === undefined || said.trim() === '') return nodes
    try {
      nodes.push(readNode(said))
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      world.stdout.write(`  ${error.message}\n`)
    }
  }
}
