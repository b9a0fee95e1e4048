import type { Cluster, Location, Node } from '../../model/fleet.ts'
import { settingNames } from '../../model/setting-shapes.ts'
import type { ResolvedSettings } from '../../model/settings.ts'
import { isDoubted, type Doubts } from './doubt.ts'

/** A cluster that notices when somebody asks for something that is in doubt. */
export interface TrackedCluster {
  readonly cluster: Cluster
  readonly touched: () => boolean
}

/** What a node is, whatever else is in doubt about it. */
const CERTAIN = new Set(['name', 'location', 'place', 'settings', 'facts'])

/** Tracks what one rule reads of a cluster. With `only` it has these nodes, whoever else there may be. */
export function trackReads(cluster: Cluster, doubts: Doubts, only?: ReadonlySet<Node>): TrackedCluster {
  let touched = false
  const touch = (): void => {
    touched = true
  }
  const nodes = new Map(
    cluster.nodes
      .filter((node) => only === undefined || only.has(node))
      .map((node) => [node, trackedNode(node, doubts.node(node), touch)]),
  )
  const ownNodes = (own: readonly Node[]): readonly Node[] => own.flatMap((node) => nodes.get(node) ?? [])
  const inDoubt = only === undefined && doubts.nodeSet
  const locations = cluster.locations
    .filter((location) => only === undefined || location.nodes.some((node) => only.has(node)))
    .map((location): Location => {
      const doubted = doubts.location(location)
      const copy = { ...location, nodes: ownNodes(location.nodes) }
      return guarded(copy, (name) => (name === 'nodes' ? inDoubt : name !== 'place' && isDoubted(doubted, name)), touch)
    })
  const facts = guarded(
    cluster.facts,
    (name) => doubts.cluster.has('facts') || doubts.cluster.has(`facts.${name}`),
    touch,
  )
  const copy = { ...cluster, facts, locations, nodes: ownNodes(cluster.nodes) }
  const isOpen = (name: string): boolean =>
    name === 'nodes' || name === 'locations' ? inDoubt : name !== 'facts' && doubts.cluster.has(name)
  return { cluster: guarded(copy, isOpen, touch), touched: () => touched }
}

function trackedNode(node: Node, doubted: ReadonlySet<string>, touch: () => void): Node {
  if (doubted.size === 0) return node
  const isOpen = (name: string): boolean => isDoubted(doubted, name)
  const copy = {
    ...node,
    settings: guarded(withUnknown(node.settings, isOpen), isOpen, touch),
    facts: guarded(node.facts, isOpen, touch),
  }
  return guarded(copy, (name) => !CERTAIN.has(name) && isOpen(name), touch)
}

/**
 * Settings in which those that are in doubt are there, whether something is known of them or not: whoever looks for the
 * nodes that have a setting has to ask for its value at these as well.
 */
function withUnknown(settings: ResolvedSettings, isOpen: (name: string) => boolean): ResolvedSettings {
  const open = settingNames.filter((name) => isOpen(name) && settings[name] === undefined)
  return open.length === 0 ? settings : { ...Object.fromEntries(open.map((name) => [name, undefined])), ...settings }
}

/** The same object, with a call to `touch` whenever a property is asked for that is in doubt. */
function guarded<Target extends object>(
  target: Target,
  isInDoubt: (name: string) => boolean,
  touch: () => void,
): Target {
  return new Proxy(target, {
    get: (own, key, receiver): unknown => {
      if (typeof key === 'string' && isInDoubt(key)) touch()
      return Reflect.get(own, key, receiver)
    },
    has: (own, key) => {
      if (typeof key === 'string' && isInDoubt(key)) touch()
      return Reflect.has(own, key)
    },
  })
}
