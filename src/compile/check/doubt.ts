import type { Location, Node } from '../../model/fleet.ts'
import type { DocumentPath, Place } from '../../source/place.ts'
import { membersOf, substituteText } from '../documents/range.ts'
import { SUBJECTS } from '../documents/sheet.ts'
import type { LeftOut } from '../documents/salvage.ts'

/** Everything below this name is in doubt. */
const ALL = '*'

/** What else is not known when a key is not. */
const FOLLOWS: Readonly<Record<string, readonly string[]>> = {
  address: ['listeners'],
  port: ['listeners'],
  transit: ['groups.network'],
  'groups.network': ['transit'],
  transitGroup: ['groups.network', 'transit'],
  uuids: ['uuid'],
  template: [ALL],
  defaults: [ALL],
  templates: [ALL],
}

/** What of a cluster could not be read, by the names under which rules ask for it. */
export class Doubts {
  /** Whether nodes may exist that are not known, or known ones may be wrong. */
  nodeSet = false
  readonly #cluster = new Set<string>()
  readonly #everyNode = new Set<string>()
  readonly #everyLocation = new Set<string>()
  readonly #locations = new Map<string, Set<string>>()
  readonly #nodes = new Map<string, Set<string>>()
  /** Files of locations of which some lines of nodes could not be read at all: they may be for any of the others. */
  readonly #lostNodes = new Set<string>()

  /** Whether nothing is in doubt. */
  get none(): boolean {
    const sets = [this.#cluster, this.#everyNode, this.#everyLocation, this.#locations, this.#nodes]
    return !this.nodeSet && sets.every(({ size }) => size === 0)
  }

  /** Notes what `cluster.yaml` did not give. */
  ofClusterFile(leftOut: readonly LeftOut[]): void {
    for (const { path } of leftOut) {
      const [key, ...deeper] = path.map(String)
      if (key === undefined) for (const each of WHOLE_CLUSTER) this.#cluster.add(each)
      if (key === undefined || key === 'defaults') addAll(this.#everyNode, namesOf(deeper))
      else if (key === 'templates') addAll(this.#everyNode, namesOf(deeper.slice(1)))
      else this.#ofCluster(key, deeper)
    }
  }

  /** Notes what a file below `locations/` did not give. */
  ofLocationFile(file: string, leftOut: readonly LeftOut[]): void {
    for (const { path } of leftOut) {
      const [key, name, ...deeper] = path.map(String)
      if (key === 'nodes' && name !== undefined && deeper.length > 0) {
        for (const node of membersNamed(name)) addAll(setFor(this.#nodes, `${file} ${node}`), namesOf(deeper))
        continue
      }
      if (key === undefined || key === 'nodes') this.#lose(file)
      if (key === 'defaults' && name !== undefined) addAll(setFor(this.#locations, file), namesOf([name, ...deeper]))
      else addAll(setFor(this.#locations, file), key === undefined ? [ALL] : [key, ...(FOLLOWS[key] ?? [])])
    }
  }

  /** Of a file, some nodes are not known, or what else is said of them. */
  #lose(file: string): void {
    this.nodeSet = true
    this.#lostNodes.add(file)
  }

  /** Notes that the policy is not known for certain. */
  ofPolicyFiles(leftOut: readonly LeftOut[]): void {
    if (leftOut.length > 0) this.#cluster.add('policy')
  }

  /** Notes that regions are not known for certain. */
  ofRegionsFile(leftOut: readonly LeftOut[]): void {
    if (leftOut.length > 0) this.#cluster.add('regions')
  }

  /** Notes that a region names a node or a location that there is not. */
  ofMembersOfRegions(): void {
    this.#cluster.add('regions')
  }

  /** Notes that an entry of the routes, the firewall rules or the address translations leads to nothing that there is. */
  ofPassages(place: Place): void {
    if (place.kind === 'node') this.#cluster.add(asFact(String(place.path[1])))
  }

  /** Notes a fact or a subject of settings that the cluster itself calls unknown, for all its locations and nodes. */
  ofUnknown(name: string): void {
    const names = namesOf([name])
    addAll(this.#everyNode, names)
    addAll(this.#everyLocation, names)
    this.#ofCluster(name, [])
  }

  /** Names of the cluster's own properties that are in doubt; facts as `facts.routes`. */
  get cluster(): ReadonlySet<string> {
    return this.#cluster
  }

  /** Names that are in doubt for every node, because a layer below all of them is. */
  get everyNode(): ReadonlySet<string> {
    return this.#everyNode
  }

  /** Whether a node has no UUID because the one it has could not be used, or its range could not, which has been said. */
  hasNoIdentity(place: Place): boolean {
    if (this.#lostNodes.has(place.file)) return true
    const name = place.kind === 'node' ? place.path[1] : undefined
    return membersNamed(String(name)).some((node) => this.#nodes.get(`${place.file} ${node}`)?.has('uuid') === true)
  }

  /** Names of a location's properties that are in doubt. */
  location({ place }: Location): ReadonlySet<string> {
    return new Set([...this.#everyLocation, ...(this.#locations.get(place.file) ?? [])])
  }

  /** Names of a node's properties and settings that are in doubt. */
  node({ name, place }: Node): ReadonlySet<string> {
    const own = this.#nodes.get(`${place.file} ${name}`) ?? []
    return new Set([...this.#everyNode, ...(this.#locations.get(place.file) ?? []), ...own])
  }

  #ofCluster(key: string, deeper: readonly string[]): void {
    const [inner] = deeper
    if (key === 'product') {
      addAll(this.#cluster, inner === undefined ? PRODUCT : [inner, `facts.${inner}`])
      addAll(this.#everyNode, ['version', 'build'])
    } else if (key === 'centralManagement') {
      const names = inner === undefined ? ['port', 'transitGroup', 'ca'] : [inner]
      addAll(this.#cluster, names)
      addAll(this.#everyNode, [...names, ...names.flatMap((name) => FOLLOWS[name] ?? [])])
    } else if (key === 'network') addAll(this.#cluster, (inner === undefined ? PASSAGES : [inner]).map(asFact))
    else addAll(this.#cluster, [key, asFact(key)])
  }
}

const PRODUCT = ['version', 'build', 'facts.branch']
const PASSAGES = ['routes', 'firewall', 'nat']
const WHOLE_CLUSTER = [...PRODUCT, 'port', 'transitGroup', 'ca', 'entryNode', 'facts']

function asFact(name: string): string {
  return `facts.${name}`
}

/** `updates: {interval}` as `updates.interval`, a whole subject as `updates.*`, and what follows from it. */
function namesOf([key, inner]: readonly string[]): readonly string[] {
  if (key === undefined) return [ALL]
  const name = SUBJECTS.has(key) ? `${key}.${inner ?? ALL}` : key
  return [name, ...(name === 'groups.*' ? ['transit'] : []), ...(FOLLOWS[name] ?? [])]
}

function membersNamed(key: string): readonly string[] {
  const members = membersOf(key)
  return members === undefined ? [key] : Array.from({ length: members }, (_, member) => substituteText(key, member))
}

function setFor(sets: Map<string, Set<string>>, key: string): Set<string> {
  const found = sets.get(key) ?? new Set()
  sets.set(key, found)
  return found
}

function addAll(set: Set<string>, names: DocumentPath): void {
  for (const name of names) set.add(String(name))
}

/** Whether a name, for example `updates.interval`, is among those in doubt. */
export function isDoubted(doubted: ReadonlySet<string>, name: string): boolean {
  const subject = `${name.slice(0, name.indexOf('.') + 1)}${ALL}`
  return doubted.has(ALL) || doubted.has(name) || (name.includes('.') && doubted.has(subject))
}
