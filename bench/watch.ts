// What a watch does between a change of one node and the new plan, without the look at the appliances, in a process of
// its own: prints milliseconds of processor time and MiB of memory as JSON. Called with the root and the fleet's folder.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDesired } from '../src/cli/gateway/desired.ts'
import { RepositoryCache } from '../src/cli/repository/repository-cache.ts'
import type { World } from '../src/cli/world.ts'
import type { Cluster, Node } from '../src/model/fleet.ts'
import { absent, known, type ObservedCluster, type ObservedNode } from '../src/model/observed.ts'
import type { SettingValue } from '../src/model/settings.ts'
import { planCluster } from '../src/plan/plan-cluster.ts'
import { aDialect } from '../test/plan/a-dialect.ts'

const [, , root = '', fleet = ''] = process.argv

/** Changes, of which the first ones only let the engine warm up, as a watch that has run for a day has. */
const CHANGES = 60
const COUNTED = 20

const CLUSTER = 'region-000'
const location = join(fleet, 'clusters', CLUSTER, 'locations/site00.yaml')
const silent = { write: () => {}, isTerminal: false, columns: 80 }
const world: World = {
  stdout: silent,
  stderr: { ...silent, write: (text) => void process.stderr.write(text) },
  env: {},
  cwd: fleet,
  home: root,
  stop: new AbortController().signal,
  endInOrder: () => undefined,
  now: () => new Date(),
}

/** A cluster as it is seen when every node holds what it should; the policy is left out. */
function observedOf(cluster: Cluster): ObservedCluster {
  return {
    observedAt: '2026-01-01T00:00:00Z',
    membership: known(cluster.nodes.map(({ uuid }) => uuid.value)),
    nodes: new Map(cluster.nodes.map((node) => [node.uuid.value, observedNode(node)])),
    lists: known(new Map()),
    ruleSets: absent,
    version: known({ version: cluster.version.value, build: cluster.build?.value ?? '' }),
    fingerprint: absent,
  }
}

function observedNode({ uuid, name, settings, version, build }: Node): ObservedNode {
  return {
    uuid: uuid.value,
    name,
    title: known(name),
    settings: Object.fromEntries(
      Object.entries(settings).map(([setting, found]) => [setting, known<SettingValue>(found.value)]),
    ),
    documents: new Map(),
    systemFiles: new Map(),
    version: known({ version: version.value, build: build?.value ?? '' }),
    skew: known({ seconds: 0, uncertainty: 0.5 }),
  }
}

/** Gives the first node of a location another list of time sources, and the old one the next time. */
function changeOneNode(): void {
  const text = readFileSync(location, 'utf8')
  const [from, to] = text.includes('10.255.0.3') ? ['10.255.0.3', '10.0.0.3'] : ['10.0.0.3', '10.255.0.3']
  writeFileSync(location, text.replace(from, to))
}

/** MiB of memory that is held, without what merely waits for the next collection. */
function held(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 2 ** 20
}

const kept = new RepositoryCache()
const costs: number[] = []
const memory: number[] = []
let observed: ObservedCluster | undefined
for (let change = 0; change <= CHANGES; change += 1) {
  if (change > 0) changeOneNode()
  const before = process.cpuUsage()
  const [cluster] = (await readDesired(['clusters'], { cluster: CLUSTER }, world, kept)).clusters
  if (cluster === undefined) throw new Error(`there is no ${CLUSTER}`)
  const steps = planCluster({
    cluster: { ...cluster, policy: { ...cluster.policy, ruleSets: [], lists: [], tables: [] } },
    observed: observed ?? observedOf(cluster),
    dialect: aDialect(),
    target: { provedEmulator: true },
  }).phases.flatMap((phase) => phase.steps)
  const { user, system } = process.cpuUsage(before)
  if (steps.length !== (observed === undefined ? 0 : 1)) throw new Error(`${steps.length} steps for one change`)
  costs.push((user + system) / 1000)
  if (change === CHANGES / 2 || change === CHANGES) memory.push(held())
  observed = observedOf(cluster)
}
const last = costs.slice(-COUNTED).toSorted((a, b) => a - b)
process.stdout.write(
  JSON.stringify({
    first: costs[0],
    change: last[Math.floor(last.length / 2)],
    memory: { halfway: memory[0], end: memory[1] },
  }),
)
