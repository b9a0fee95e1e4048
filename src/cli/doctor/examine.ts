import type { HostFile } from '../../appliance/host-file.ts'
import { ApplianceError } from '../../appliance/port.ts'
import type { LogText } from '../../doctor/evidence.ts'
import type { Finding } from '../../doctor/finding.ts'
import { reachFindings, type TriedPort } from '../../doctor/findings/reach.ts'
import type { Cluster } from '../../model/fleet.ts'
import { leaseText } from '../../report/status/lease-text.ts'
import { readNodeLogs } from '../drift/read-logs.ts'
import { readHostFile } from '../gateway/host.ts'
import { openCluster } from '../gateway/open-cluster.ts'
import { machineOf } from '../process/machine.ts'
import { gatherHealth } from '../status/gather.ts'
import type { World } from '../world.ts'

/** What the appliances say of themselves. */
export interface Examined {
  readonly logs: readonly LogText[]
  readonly findings: readonly Finding[]
  /** Who holds the lease of the cluster, in words. */
  readonly lease?: string
  /** How many ports were tried and were open, in words; absent where none were to be tried. */
  readonly ports?: string
  /** Accounts that Pader writes with. */
  readonly robots: readonly string[]
  /** Whether the cluster could be looked at, and its logs be asked for: otherwise that nothing was found says nothing. */
  readonly isSeen: boolean
}

/** Looks at a cluster as `status` does, then reads the logs of every node through the entry node. */
export async function examine(
  { cluster, folder }: { readonly cluster: Cluster; readonly folder: string },
  hostConfig: string,
  { preflight }: { readonly preflight: boolean },
  world: World,
): Promise<Examined> {
  const hostFile = await readHostFile(hostConfig, world)
  const health = await gatherHealth(cluster, hostFile, folder, world)
  const complain = (why: string): void => world.stderr.write(`pader: not read: ${why}\n`)
  if (health.trouble !== undefined) complain(`${health.trouble.message}\n  to do: ${health.trouble.remedy}`)
  const logs = health.trouble === undefined ? await allLogs(cluster, hostFile, folder, complain, world) : undefined
  const writer = hostFile.clusters.get(cluster.name)?.writer?.user
  const tried = preflight ? await tryPorts(cluster, hostFile, world) : []
  const robots = writer === undefined ? [] : [writer]
  const findings = [...health.findings, ...reachFindings(tried)]
  const ports = preflight ? { ports: portsText(tried) } : {}
  return { logs: logs ?? [], findings, lease: leaseText(health), ...ports, robots, isSeen: logs !== undefined }
}

/** The logs that could be read; undefined where the entry node could not be asked for any. */
async function allLogs(
  cluster: Cluster,
  hostFile: HostFile,
  folder: string,
  complain: (why: string) => void,
  world: World,
): Promise<readonly LogText[] | undefined> {
  const open = await openCluster(cluster, hostFile, folder, world)
  try {
    return await open.gateways.entry.read(async (reader) => {
      const coordinator = await readNodeLogs(reader, open, 'coordinator')
      const audit = await readNodeLogs(reader, open, 'audit')
      for (const why of [...coordinator.unread, ...audit.unread]) complain(why)
      return [...coordinator.logs, ...audit.logs]
    })
  } catch (error) {
    if (!(error instanceof ApplianceError)) throw error
    complain(error.message)
    return undefined
  } finally {
    await open.close()
  }
}

/** What was tried, which is told where all is well too: silence could mean that nothing was. */
function portsText(tried: readonly TriedPort[]): string {
  const of = (purpose: TriedPort['purpose']): string => {
    const ports = tried.filter((one) => one.purpose === purpose)
    return `${ports.filter(({ state }) => state === 'open').length} of ${ports.length} ${purpose} ports`
  }
  return `open from this machine: ${of('REST')}, ${of('listener')}`
}

/** Every address at which a node is to be reached: by the others, and by Pader. */
async function tryPorts(cluster: Cluster, hostFile: HostFile, world: World): Promise<readonly TriedPort[]> {
  const { probe } = machineOf(world)
  const hosts = hostFile.clusters.get(cluster.name)?.nodes
  const wanted = cluster.nodes.flatMap(({ name, settings }) => {
    const host = hosts?.get(name)
    const rest =
      host === undefined ? [] : [{ node: name, purpose: 'REST' as const, address: host.address, port: host.port }]
    const listeners = (settings.listeners?.value ?? []).map((one) => ({
      node: name,
      purpose: 'listener' as const,
      ...one,
    }))
    return [...rest, ...listeners]
  })
  const tried: TriedPort[] = []
  // A few at a time: a port that drops packets takes its seconds, and a scan of everything at once looks like an attack.
  for (let start = 0; start < wanted.length; start += 8) {
    const some = wanted.slice(start, start + 8)
    tried.push(...(await Promise.all(some.map(async (one) => ({ ...one, state: await probe(one.address, one.port) })))))
  }
  return tried
}
