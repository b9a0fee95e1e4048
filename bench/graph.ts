// What the graph of one cluster and the proof of a rollout cost, and how that grows: npm run bench:graph -- 1000,10000,100000
import { groupName, nodeName, type NodeName } from '../src/model/names.ts'
import type { Cluster } from '../src/model/fleet.ts'
import { proveCommit } from '../src/plan/prove/prove-commit.ts'
import { usabilityOf } from '../src/plan/prove/usability.ts'
import { distancesFrom } from '../src/topology/distances.ts'
import { graphOf, type Member, type Regrouping } from '../src/topology/graph.ts'
import { singleLosses } from '../src/topology/loss.ts'
import { transitLoads } from '../src/topology/transit-load.ts'
import { aCluster, passage } from '../test/plan/a-cluster.ts'
import { exponentOf } from './exponent.ts'
import { markdownTable } from './table.ts'

/** Nodes of a location: ten behind one transit node, as the vendor recommends at most. */
const LOCATION = 11

/** How often everything is measured; the least counts, so that what else the machine does counts little. */
const ROUNDS = 5

interface Case {
  readonly cluster: Cluster
  readonly members: readonly Member[]
  readonly transits: ReadonlySet<NodeName>
  readonly regroupings: readonly Regrouping[]
}

/**
 * A cluster of locations of eleven, whose transit group gets another name: an expand that touches every location. The
 * firewall lets the transit nodes reach that of the first location alone.
 */
function renamedTransit(size: number): Case {
  const nodes = Array.from({ length: size }, (_, index) => {
    const location = `l${Math.floor(index / LOCATION)}`
    const isTransit = index % LOCATION === 0
    return {
      name: `n${String(index).padStart(6, '0')}`,
      location,
      groups: [location, ...(isTransit ? ['transit'] : [])],
    }
  })
  const members = nodes.map(({ name, groups }) => ({ name: nodeName(name), groups: groups.map(groupName) }))
  const regroupings = members.map(({ name, groups }): Regrouping => ({
    node: name,
    old: groups,
    new: groups.length > 1 ? [...groups, groupName('wan')] : groups,
  }))
  const transits = new Set(members.filter(({ groups }) => groups.length > 1).map(({ name }) => name))
  const [hub = nodeName('nobody'), ...spokes] = transits
  const cluster = aCluster(nodes)
  const facts = { ...cluster.facts, firewall: spokes.map((spoke) => passage(hub, spoke, { port: 12346 })) }
  return { cluster: { ...cluster, facts }, members, transits, regroupings }
}

/** Milliseconds of processor time that each piece of work takes on one cluster. */
type Figures = Readonly<Record<string, number>>

function figuresOf({ cluster, members, transits, regroupings }: Case): Figures {
  const graph = timed(() => graphOf(members))
  const paths = timed(() => distancesFrom(graph.result, 1))
  const loads = timed(() => transitLoads(graph.result, transits))
  const losses = timed(() => singleLosses(graph.result))
  const usability = timed(() => usabilityOf(cluster, new Map()))
  const context = { usability: usability.result, transitGroup: groupName('transit'), transits }
  const proof = timed(() => proveCommit(regroupings, context))
  if (loads.result.length !== transits.size || losses.result.length === 0 || proof.result.kind !== 'proved')
    throw new Error('the graph is not what it should be')
  return {
    'the graph': graph.ms,
    'paths from a node': paths.ms,
    'transit load': loads.ms,
    'single losses': losses.ms,
    'proof of a rollout': usability.ms + proof.ms,
  }
}

function timed<Result>(work: () => Result): { readonly ms: number; readonly result: Result } {
  const before = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(before)
  return { ms: (user + system) / 1000, result }
}

/**
 * What one cluster of that many nodes costs. Every size works on as many nodes in all, a small one on many clusters: so
 * that none of them finds its data in the processor's caches or leaves what it threw away for another to collect.
 */
function costOf(size: number, nodesInAll: number): Figures {
  const cases = Array.from({ length: Math.max(1, Math.round(nodesInAll / size)) }, () => renamedTransit(size))
  const rounds = Array.from({ length: ROUNDS + 1 }, () => sumOf(cases.map(figuresOf)))
  // The first round also pays for the engine, which compiles what runs often.
  return leastOf(rounds.slice(1), cases.length)
}

function sumOf(all: readonly Figures[]): Figures {
  const sum: Record<string, number> = {}
  for (const figures of all) for (const [name, ms] of Object.entries(figures)) sum[name] = (sum[name] ?? 0) + ms
  return sum
}

function leastOf(rounds: readonly Figures[], clusters: number): Figures {
  const names = Object.keys(rounds[0] ?? {})
  return Object.fromEntries(names.map((name) => [name, Math.min(...rounds.map((one) => one[name] ?? 0)) / clusters]))
}

const sizes = (process.argv.at(-1) ?? '').split(',').map(Number)
if (sizes.some((size) => !(size > 0))) throw new Error('expected sizes, for example 1000,10000,100000')
const rows = sizes.map((size) => costOf(size, Math.max(...sizes)))
process.stdout.write(
  markdownTable(
    ['ms of CPU', ...sizes.map((size) => `${size} nodes`), 'exponent'],
    Object.keys(rows[0] ?? {}).map((name) => [
      name,
      ...rows.map((row) => (row[name] ?? 0).toFixed(2)),
      exponentOf(sizes.map((size, at) => [size, rows[at]?.[name] ?? 0])).toFixed(2),
    ]),
  ).concat('\n'),
)
