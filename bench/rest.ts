// Requests to the appliances, counted at an emulated cluster of that many nodes, in a process of its own: prints JSON.
import { CountedCluster, type Counted } from '../test/reconcile/economy.ts'
import { T1 } from '../test/simulation/cluster-world.ts'

const size = Number(process.argv[2])

/** Milliseconds that a request takes. */
const LATENCY = 20

/** What is counted, and what it should not be above. */
interface Count {
  readonly what: string
  readonly count: number
  readonly atMost: number
}

const toEntry = ({ sent }: Counted): number => sent.filter(({ node }) => node === T1).length

/** Most requests in one session at a node, in which it is asked what it holds. Its clock is asked without one. */
function mostInSession({ sent }: Counted): number {
  const open = new Map<string, number>()
  let most = 0
  for (const { node, request } of sent) {
    const before = request === 'POST /login' ? 0 : open.get(node)
    if (node === T1 || before === undefined) continue
    most = Math.max(most, before + 1)
    if (request === 'POST /logout') open.delete(node)
    else open.set(node, before + 1)
  }
  return most
}

const cluster = new CountedCluster(size, { latency: LATENCY })
const first = await cluster.run(cluster.values(0))
const idle = await cluster.run(cluster.values(0))
const one = await cluster.run(cluster.values(1))
await cluster.run(cluster.values(0))
const all = await cluster.run(cluster.values(size - 1))
for (const { outcome } of [one, all])
  if (outcome.kind !== 'in sync') throw new Error(`a change ended as ${JSON.stringify(outcome)}`)

// The look with which a run finds that nothing is left belongs to no phase, and neither does the entry node's clock.
const ofPhase = (counted: Counted): number => toEntry(counted) - 4
const counts: readonly Count[] = [
  { what: 'an idle pass', count: idle.sent.length, atMost: 5 },
  { what: 'a look at everything and everybody', count: first.sent.length, atMost: 8 * size },
  { what: 'a phase that changes one value at 1 node', count: ofPhase(one), atMost: 4 + 20 },
  { what: `a phase that changes one value at ${size - 1} nodes`, count: ofPhase(all), atMost: 4 * (size - 1) + 20 },
  { what: 'asking a node what it holds', count: mostInSession(all), atMost: 4 },
]
const apply = {
  seconds: all.elapsed / 1000,
  requests: all.sent.length,
  ratio: all.elapsed / (all.sent.length * LATENCY),
}
process.stdout.write(JSON.stringify({ counts, apply, latency: LATENCY }))
