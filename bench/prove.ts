import { groupName, nodeName } from '../src/model/names.ts'
import type { Cluster } from '../src/model/fleet.ts'
import type { Regrouping } from '../src/plan/prove/commit.ts'
import { proveCommit } from '../src/plan/prove/prove-commit.ts'
import { usabilityOf } from '../src/plan/prove/usability.ts'
import { aCluster } from '../test/plan/a-cluster.ts'

/** Nodes behind one transit node, as the vendor recommends at most. */
const BEHIND = 10

interface Case {
  readonly cluster: Cluster
  readonly regroupings: readonly Regrouping[]
  readonly memberships: number
}

/** A cluster of locations of eleven, whose transit group gets another name: an expand that touches every location. */
function renamedTransit(size: number): Case {
  const nodes = Array.from({ length: size }, (_, index) => {
    const location = `l${Math.floor(index / (BEHIND + 1))}`
    return { name: `n${index}`, location, isTransit: index % (BEHIND + 1) === 0 }
  })
  const regroupings = nodes.map(({ name, location, isTransit }): Regrouping => {
    const old = [location, ...(isTransit ? ['transit'] : [])].map(groupName)
    return { node: nodeName(name), old, new: isTransit ? [...old, groupName('wan')] : old }
  })
  const memberships = regroupings.reduce((sum, one) => sum + one.old.length + one.new.length, 0)
  return { cluster: aCluster(nodes), regroupings, memberships }
}

/** Processor time of one proof in milliseconds: the least of several, so that what else the machine does counts little. */
function costOf({ cluster, regroupings }: Case): number {
  const ground = {
    usability: usabilityOf(cluster, new Map()),
    transitGroup: groupName('transit'),
    transits: new Set<never>(),
  }
  const once = (): number => {
    const before = process.cpuUsage()
    const proof = proveCommit(regroupings, ground)
    const { user, system } = process.cpuUsage(before)
    if (proof.kind !== 'proved') throw new Error(`expected a proof, got ${JSON.stringify(proof).slice(0, 300)}`)
    return (user + system) / 1_000
  }
  // A large proof warms the engine up by itself.
  const rounds = cluster.nodes.length > 20_000 ? 2 : 15
  for (let warm = 0; warm < rounds; warm += 1) once()
  return Math.min(...Array.from({ length: rounds }, once))
}

// npm run bench:prove -- 1000,100000
const sizes = (process.argv[3] ?? '250,500,1000,2000,4000').split(',').map(Number)
const rows = sizes.map((size) => {
  const one = renamedTransit(size)
  return { nodes: size, memberships: one.memberships, ms: costOf(one) }
})
process.stdout.write('nodes  memberships  ms of CPU  ns per node and membership\n')
for (const { nodes, memberships, ms } of rows) {
  const each = (ms * 1e6) / (nodes + memberships)
  process.stdout.write(
    `${String(nodes).padStart(5)}  ${String(memberships).padStart(11)}  ${ms.toFixed(2).padStart(9)}  ${each.toFixed(0).padStart(10)}\n`,
  )
}
const [least, most] = [rows[0], rows.at(-1)]
if (least !== undefined && most !== undefined && least !== most) {
  const exponent = Math.log(most.ms / least.ms) / Math.log(most.nodes / least.nodes)
  process.stdout.write(`grows with the exponent ${exponent.toFixed(2)}\n`)
}
