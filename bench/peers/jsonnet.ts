import { CORE_SCHEMA, load } from 'js-yaml'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { copyProgram, filesOf, runUnmeasured, type Peer } from './peer.ts'

/** Collecting garbage later than it does by itself saves a quarter of the time. */
const command = ['jsonnet', '--gc-growth-trigger', '4', '--multi', 'out', 'main.jsonnet']

/**
 * Functions that hold values against their shape, and a file a location; it writes those that differ from what is there.
 * `std.parseYaml` of the version in Debian ends at a text like 12.2.15, so it gets the same values as JSON; making that is
 * not measured.
 */
export const jsonnet: Peer = {
  name: 'jsonnet',
  program: 'jsonnet',
  from: 'the package "jsonnet" of Debian',
  mostNodes: 1000,
  contestant: (ground) => {
    const { fleet, folder } = ground
    copyProgram(ground, 'jsonnet')
    mkdirSync(join(folder, 'out'), { recursive: true })
    const prepare = (): void => writeFileSync(join(folder, 'fleet.json'), JSON.stringify(valuesOf(fleet)))
    return {
      first: () => {
        prepare()
        runUnmeasured(ground, command)
      },
      prepare,
      command,
      artifacts: 'out',
    }
  },
}

interface Cluster {
  settings?: unknown
  readonly locations: Record<string, unknown>
  readonly policy: Record<string, unknown>
  readonly lists: Record<string, unknown>
}

function valuesOf(fleet: string): Readonly<Record<string, Cluster>> {
  const clusters: Record<string, Cluster> = {}
  for (const { file, parts } of filesOf(fleet)) {
    const [name = '', kind] = parts
    const cluster = (clusters[name] ??= { locations: {}, policy: {}, lists: {} })
    const value = load(readFileSync(file, 'utf8'), { schema: CORE_SCHEMA })
    if (kind === 'locations' || kind === 'policy' || kind === 'lists') cluster[kind][basename(file, '.yaml')] = value
    else cluster.settings = value
  }
  return clusters
}
