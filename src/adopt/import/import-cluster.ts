import { renderYaml } from '../../compile/edit/render-yaml.ts'
import { groupedBy } from '../../compile/facts/settings-of-nodes.ts'
import type { ObservedCluster, ObservedNode } from '../../model/observed.ts'
import type { Validate } from '../../source/validator.ts'
import { importLists } from './import-lists.ts'
import { importPolicy, type ExportedRuleSet } from './import-policy.ts'
import { layOver, nested, type Written } from './layers.ts'
import { draftNode, listenersOf, type NodeDraft } from './required-values.ts'
import { nodeNameFor, recogniseLayout } from './recognise.ts'
import { refusalBy } from './refusal.ts'
import type { SecretNeeded } from './secrets.ts'
import { unknownsOf } from './unknowns.ts'

/** A cluster as files, and what a person still has to find out. */
export interface Imported {
  readonly files: readonly { readonly path: string; readonly text: string }[]
  /** Facts and subjects of settings that nobody knows yet, by name, with the reason. */
  readonly unknown: Readonly<Record<string, string>>
  /** Secrets that YAML refers to and nobody could read. */
  readonly secrets: readonly SecretNeeded[]
  /** What the cluster has and YAML leaves alone, each with the reason. */
  readonly leftOut: readonly string[]
}

/** Port that listeners have where they name none. */
const USUAL_PORT = 12346

/** What the first file says to the person who opens it. */
const HEAD = [
  'Written by pader import. What no appliance shows is listed under "unknown": fill it in with the people who know it,',
  'and remove it there. Until then checks that need it warn instead of failing.',
]

/** tokyo-2 before tokyo-10. */
const byNumber = new Intl.Collator('en', { numeric: true })

interface Member extends NodeDraft {
  readonly name: string
  readonly node: ObservedNode
  readonly location: string
  readonly transit: boolean
}

/**
 * Writes what was observed as YAML that says it with the fewest words: groups that follow from the location are left
 * out, and what nodes share rises to the layer where it is said once. An empty setting stays unmanaged, and so does one
 * that the schema of locations refuses.
 */
export function importCluster(
  name: string,
  entryNode: string,
  observed: ObservedCluster,
  validateLocation: Validate,
  ruleSets: readonly ExportedRuleSet[] = [],
): Imported {
  const nodes = [...observed.nodes.values()].toSorted((a, b) => (a.uuid < b.uuid ? -1 : 1))
  const layout = recogniseLayout(nodes)
  const port = usualPort(nodes)
  const around = { transitGroup: layout.transitGroup, port, refusal: refusalBy(validateLocation) }
  const names = nodeNames(nodes)
  const members = nodes.map((node): Member => {
    const home = layout.homes.get(node) ?? { location: 'unassigned', transit: false }
    const called = names.get(node) ?? node.uuid.toLowerCase()
    return { name: called, node, ...home, ...draftNode(node, home, around) }
  })
  const sites = [...groupedBy(members, ({ location }) => location)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const layers = layOver(sites.map(([, site]) => site.map(({ required }) => required)))
  const unknown = unknownsOf(nodes, sites.length)
  const lists = importLists(observed.lists)
  const policy = importPolicy(ruleSets, lists.names)
  const cluster = {
    format: 1,
    product: product(observed),
    entryNode,
    ...centralManagement(port, layout.transitGroup),
    ...defaults(layers.cluster),
    unknown,
  }
  const misfits = members.flatMap(({ name: called, leftOut }) => leftOut.map((line) => `of "${called}" ${line}`))
  const files = [
    { path: 'cluster.yaml', text: renderYaml(cluster, HEAD) },
    ...sites.map(([location, site], index) => ({
      path: `locations/${location}.yaml`,
      text: renderYaml(locationFile(site, layers.locations[index])),
    })),
    ...lists.files,
    ...policy.files,
  ]
  return {
    files: files.map(({ path, text }) => ({ path: `${name}/${path}`, text })),
    unknown,
    secrets: distinct(members.flatMap(({ secrets }) => secrets)),
    leftOut: [...misfits, ...lists.leftOut, ...policy.leftOut, ...unreadRuleSets(observed)],
  }
}

/** Rule sets that nobody could read are not rule sets that are not there. */
function unreadRuleSets({ ruleSets }: ObservedCluster): readonly string[] {
  return ruleSets.kind === 'unknown' ? [`the rule sets: ${ruleSets.reason}`] : []
}

/** The name that YAML gives to each node: its title in the feed, made fit, or a number where it has none. */
export function nodeNames(nodes: readonly ObservedNode[]): ReadonlyMap<ObservedNode, string> {
  const used = new Set<string>()
  return new Map(
    nodes.map((node) => {
      const base = node.name ?? (nodeNameFor(node.title.kind === 'known' ? node.title.value : '') || 'node')
      let name: string = base
      for (let number = 2; used.has(name); number += 1) name = `${base}-${number}`
      used.add(name)
      return [node, name]
    }),
  )
}

type Site = ReturnType<typeof layOver>['locations'][number]

function locationFile(members: readonly Member[], site: Site | undefined): object {
  const nodes = members.map(({ name, node, address, transit }, index): [string, object] => [
    name,
    {
      uuid: node.uuid,
      ...(address === undefined ? {} : { address }),
      ...(transit ? { transit } : {}),
      ...nested(site?.nodes[index] ?? new Map()),
    },
  ])
  return {
    format: 1,
    ...defaults(site?.defaults ?? new Map()),
    nodes: Object.fromEntries(nodes.toSorted(([a], [b]) => byNumber.compare(a, b))),
  }
}

function defaults(written: Written): object {
  return written.size === 0 ? {} : { defaults: nested(written) }
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

function distinct(secrets: readonly SecretNeeded[]): readonly SecretNeeded[] {
  return [...new Map(secrets.map((secret) => [secret.reference, secret])).values()]
}
