import { secretFields } from '../appliance/setting-rows.ts'
import { renderYaml } from '../compile/edit/render-yaml.ts'
import type { ObservedCluster, ObservedNode } from '../model/observed.ts'
import { settingNames } from '../model/setting-shapes.ts'
import type { SettingName, SettingValue } from '../model/settings.ts'
import { asYaml, isEmpty, isEndpoint } from './as-yaml.ts'
import { nested, rise, type Written } from './layers.ts'
import { derivedGroups, recogniseLayout, slug, type Layout } from './recognise.ts'

/** A cluster as files, and what a person still has to find out. */
export interface Imported {
  readonly files: readonly { readonly path: string; readonly text: string }[]
  /** Facts that the REST interface does not give, and settings that could not be read, each with the reason. */
  readonly unknown: readonly string[]
}

/** Port that listeners have where they name none. */
const USUAL_PORT = 12346

/** What no request can find out; said in the file, so that nobody takes silence for an answer. */
const NEVER_KNOWN = [
  "centralManagement.ca: the cluster's authority is shown in the UI only",
  'interfaces, clientNetworks, timeZone, network: facts about the world around the nodes',
]

interface NodeDraft {
  readonly name: string
  readonly node: ObservedNode
  readonly location: string
  readonly transit: boolean
  readonly address: string | undefined
  readonly settings: Written
}

/**
 * Writes what was observed as YAML that says it with the fewest words: groups that follow from the location are left
 * out, and what all nodes (of the cluster, of a location) share rises to it. An empty setting stays unmanaged.
 */
export function importCluster(name: string, entryNode: string, observed: ObservedCluster): Imported {
  const nodes = [...observed.nodes.values()].toSorted((a, b) => (a.uuid < b.uuid ? -1 : 1))
  const layout = recogniseLayout(nodes)
  const port = usualPort(nodes)
  const names = nodeNames(nodes)
  const drafts = nodes.map((node) => draft(names.get(node) ?? node.uuid.toLowerCase(), node, layout, port))
  const { common, rest } = rise(drafts.map(({ settings }) => settings))
  const risen = drafts.map((each, index) => ({ ...each, settings: rest[index] ?? each.settings }))
  const unknown = [...NEVER_KNOWN, ...nodes.flatMap((node) => unread(names.get(node) ?? node.uuid, node))]
  const cluster = {
    format: 1,
    product: product(observed),
    entryNode,
    ...centralManagement(port, layout.transitGroup),
    ...(common.size === 0 ? {} : { defaults: nested(common) }),
  }
  const remarks = [
    'Written by pader import. Not known, since the REST interface does not give it:',
    ...unknown.map((line) => `- ${line}`),
  ]
  const locations = [...new Set(risen.map(({ location }) => location))].toSorted()
  return {
    files: [
      { path: `${name}/cluster.yaml`, text: renderYaml(cluster, remarks) },
      ...locations.map((location) => ({
        path: `${name}/locations/${location}.yaml`,
        text: renderYaml(locationFile(risen.filter((each) => each.location === location))),
      })),
    ],
    unknown,
  }
}

/** The name that YAML gives to each node: its title in the feed, made fit, or a number where it has none. */
export function nodeNames(nodes: readonly ObservedNode[]): ReadonlyMap<ObservedNode, string> {
  const used = new Set<string>()
  return new Map(
    nodes.map((node) => {
      const base = node.name ?? (slug(node.title.kind === 'known' ? node.title.value : '') || 'node')
      let name: string = base
      for (let number = 2; used.has(name); number += 1) name = `${base}-${number}`
      used.add(name)
      return [node, name]
    }),
  )
}

function locationFile(drafts: readonly NodeDraft[]): object {
  const { common, rest } = rise(drafts.map(({ settings }) => settings))
  const nodes = drafts.map(({ name, node, address, transit }, index): [string, object] => [
    name,
    {
      uuid: node.uuid,
      ...(address === undefined ? {} : { address }),
      ...(transit ? { transit } : {}),
      ...nested(rest[index] ?? new Map()),
    },
  ])
  return {
    format: 1,
    ...(common.size === 0 ? {} : { defaults: nested(common) }),
    nodes: Object.fromEntries(nodes.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  }
}

function draft(name: string, node: ObservedNode, layout: Layout, port: number): NodeDraft {
  const home = layout.homes.get(node) ?? { location: 'unassigned', transit: false }
  const derived = derivedGroups(home, layout.transitGroup)
  const listeners = listenersOf(node)
  const [listener] = listeners
  const settings = new Map<SettingName, unknown>()
  for (const setting of settingNames) {
    const held = node.settings[setting]
    const follows = setting === 'listeners' && listeners.length === 1 && listener?.port === port
    if (held?.kind !== 'known' || follows) continue
    const written = writtenAs(held.value, derived[setting])
    if (written !== undefined) settings.set(setting, written)
  }
  return { name, node, ...home, address: listener?.address, settings }
}

/** What has to be written for a value; undefined where nothing has. What is derived is managed, so empty has to be said. */
function writtenAs(value: SettingValue, derived: SettingValue | undefined): unknown {
  if (derived !== undefined && sameGroups(derived, value)) return undefined
  if (isEmpty(value)) return derived === undefined ? undefined : null
  return asYaml(value)
}

function sameGroups(a: SettingValue | undefined, b: SettingValue): boolean {
  const sorted = (value: unknown): unknown => (Array.isArray(value) ? value.map(String).toSorted() : value)
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

function listenersOf(node: ObservedNode): readonly { readonly address: string; readonly port: number }[] {
  const held = node.settings.listeners
  const value: unknown = held?.kind === 'known' ? held.value : []
  return Array.isArray(value) ? value.filter(isEndpoint) : []
}

function usualPort(nodes: readonly ObservedNode[]): number {
  const counts = new Map<number, number>()
  for (const { port } of nodes.flatMap(listenersOf)) counts.set(port, (counts.get(port) ?? 0) + 1)
  const [most] = [...counts].toSorted(([a, left], [b, right]) => right - left || a - b)
  return most?.[0] ?? USUAL_PORT
}

function centralManagement(port: number, transitGroup: string): object {
  const written = {
    ...(port === USUAL_PORT ? {} : { port }),
    ...(transitGroup === 'transit' ? {} : { transitGroup }),
  }
  return Object.keys(written).length === 0 ? {} : { centralManagement: written }
}

function product({ version }: ObservedCluster): object {
  if (version.kind !== 'known') return {}
  const { version: number, build } = version.value
  return { version: number, ...(build === '' ? {} : { build }) }
}

/** What could not be read of a node, and secrets, which never are. */
function unread(name: string, node: ObservedNode): readonly string[] {
  return settingNames.flatMap((setting) => {
    const held = node.settings[setting]
    if (held?.kind === 'unknown') return [`${name}: ${setting}: ${held.reason}`]
    const hidden = held?.kind === 'known' && !isEmpty(held.value) && secretFields(setting).size > 0
    return hidden ? [`${name}: ${setting}: passwords are not read; write a reference where one is needed`] : []
  })
}
