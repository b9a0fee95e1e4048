// Graph work on one cluster of that many nodes, in a process of its own: prints milliseconds of processor time as JSON.
import { groupName, nodeName } from '../src/model/names.ts'
import { distancesFrom } from '../src/topology/distances.ts'
import { graphOf } from '../src/topology/graph.ts'
import { singleLosses } from '../src/topology/loss.ts'
import { transitLoads } from '../src/topology/transit-load.ts'

const size = Number(process.argv[2])

/** Nodes of a network group: one of them a transit node. */
const GROUP = 11

const members = Array.from({ length: size }, (_, index) => ({
  name: nodeName(`n${String(index).padStart(6, '0')}`),
  groups: [`net${Math.floor(index / GROUP)}`, ...(index % GROUP === 0 ? ['transit'] : [])].map(groupName),
}))
const transits = new Set(members.filter(({ groups }) => groups.length > 1).map(({ name }) => name))

function timed<Result>(work: () => Result): { readonly ms: number; readonly result: Result } {
  const before = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(before)
  return { ms: (user + system) / 1000, result }
}

const graph = timed(() => graphOf(members))
const path = timed(() => distancesFrom(graph.result, 1))
const load = timed(() => transitLoads(graph.result, transits))
const loss = timed(() => singleLosses(graph.result))
if (load.result.length !== transits.size || loss.result.length === 0)
  throw new Error('the graph is not what it should be')
const figures = {
  'the graph': graph.ms,
  'paths from a node': path.ms,
  'transit load': load.ms,
  'single losses': loss.ms,
}
process.stdout.write(JSON.stringify(figures))
