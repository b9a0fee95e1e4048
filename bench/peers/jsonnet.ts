import { CORE_SCHEMA, load } from 'js-yaml'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { PATIENCE } from '../measure.ts'
import { copyProgram, filesOf, runUnmeasured, type Peer } from './peer.ts'

const shared = {
  program: 'jsonnet',
  from: 'the package "jsonnet" of Debian',
  mostNodes: 1000,
} as const

/**
 * Functions that hold values against their shape, and a file a location; it writes those that differ from what is there.
 * `std.parseYaml` of the version in Debian ends at a text like 12.2.15, so it gets the same values as JSON; making that is
 * not measured.
 */
export const jsonnet: Peer = {
  ...shared,
  name: 'jsonnet, tuned',
  form: 'tuned',
  // Collecting garbage later than it does by itself saves a quarter of the time.
  contestant: manifesting('tuned', ['--gc-growth-trigger', '4']),
}

/** The same functions of texts that are looked at one by one; it imports the JSON, and makes a file for each node. */
export const usualJsonnet: Peer = {
  ...shared,
  name: 'jsonnet, usual',
  form: 'usual',
  mostRounds: 3,
  contestant: manifesting('usual', []),
}

function manifesting(form: Peer['form'], options: readonly string[]): Peer['contestant'] {
  const command = ['jsonnet', ...options, '--multi', 'out', 'main.jsonnet']
  return (context) => {
    const { fleet, folder } = context
    for (const library of ['checks.libsonnet', 'shape.libsonnet']) copyProgram(context, `jsonnet/${library}`, library)
    copyProgram(context, `jsonnet/${form}`)
    mkdirSync(join(folder, 'out'), { recursive: true })
    const prepare = (): void => writeFileSync(join(folder, 'fleet.json'), JSON.stringify(valuesOf(fleet)))
    return {
      first: () => {
        prepare()
        runUnmeasured(context, command, PATIENCE)
      },
      prepare,
      command,
      artifacts: 'out',
    }
  }
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
