import { groupName, nodeName, uuid, type GroupName, type LocationName } from '../../model/names.ts'
import type { CertificateAuthority, Interface, Node, OutOfService } from '../../model/fleet.ts'
import type { Endpoint } from '../../model/settings.ts'
import { WrittenOrigin, type Sourced } from '../../model/sourced.ts'
import { below, keyAt, valueAt } from '../../source/place.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { InterfaceDocument } from '../documents/documents.ts'
import { frontEndFinding } from '../codes/front-end-codes.ts'
import { authority } from './authority.ts'
import type { DeclaredNode, NodePart } from './declared-nodes.ts'
import { readFacts } from './node-facts.ts'
import { substitute, substituteText } from '../documents/range.ts'
import { deriveGroups, layOver, withDerivedFrom, type Layers, type SettingsDraft } from './settings.ts'
import { isMap, over, sourced, type Sheet } from '../documents/sheet.ts'

/** What a node takes over from its cluster and location. */
export interface NodeContext extends Layers {
  readonly location: LocationName
  readonly file: string
  readonly version: Sourced<string>
  readonly build: Sourced<string> | undefined
  readonly ca: Sourced<CertificateAuthority> | undefined
  readonly port: number
  readonly transitGroup: GroupName
  readonly templates: (part: NodePart) => readonly Sheet[]
  readonly report: (diagnostic: Diagnostic) => void
}

/** Resolves one node; undefined, with a finding, where its identity is not given. */
export function resolveNode({ name, parts }: DeclaredNode, context: NodeContext): Node | undefined {
  const last = parts.at(-1)
  if (last === undefined) return undefined
  const identity = identityOf(parts, context)
  if (identity === undefined) {
    context.report(withoutIdentity(name, parts, context.file))
    return undefined
  }
  return describe(name, parts, { place: keyAt(context.file, last.path), uuid: identity }, context)
}

/** What a node of a range lacks is a line of the range, which all its nodes lack. */
function withoutIdentity(name: string, parts: readonly NodePart[], file: string): Diagnostic {
  const range = parts.find(({ member }) => member !== undefined)
  const path = range?.path ?? parts.at(-1)?.path ?? []
  const [key, own] = range === undefined ? ['uuid', name] : ['uuids', String(path.at(-1))]
  const help =
    range === undefined
      ? 'copy it from Appliances Information of the appliance; for a range of nodes list them under "uuids"'
      : 'copy them from Appliances Information of each appliance, in the order of the range'
  return frontEndFinding(
    'SCHEMA-MISSING-KEY',
    keyAt(file, path),
    `"${key}" of "${own}" ${range === undefined ? 'is' : 'are'} missing`,
    { help },
  )
}

type Writable<Value> = { -readonly [Key in keyof Value]: Value[Key] }

function describe(
  name: string,
  parts: readonly NodePart[],
  { place, uuid: identity }: Pick<Node, 'place' | 'uuid'>,
  context: NodeContext,
): Node {
  const own = new OwnKeys(parts, context.file)
  const { settings, facts } = layered(parts, context)
  const transit = transitOf(own, settings, context, place)
  deriveGroups(settings, {
    location: context.location,
    transit: transit.value,
    transitGroup: context.transitGroup,
    place: transit.value ? transit.origin.place : place,
    group: groupName,
  })
  const node: Writable<Node> = {
    name: nodeName(name),
    location: context.location,
    place,
    uuid: identity,
    hostname: withoutDot(own.text('hostname')) ?? sourced(name, 'derived', place),
    transit,
    version: own.text('version', context.version) ?? context.version,
    interfaces: interfacesOf(parts, context.file),
    settings,
    facts: readFacts(facts),
  }
  const address = own.text('address')
  if (address !== undefined) {
    node.address = address
    const derived: readonly Endpoint[] = [{ address: address.value, port: context.port }]
    settings.listeners = withDerivedFrom<readonly Endpoint[] | null>(settings.listeners, derived, address.origin)
  }
  const build = own.text('build', context.build) ?? context.build
  if (build !== undefined) node.build = build
  const ca = own.read('ca', authorityOf, context.ca) ?? context.ca
  if (ca !== undefined) node.ca = ca
  const outOfService = own.read('outOfService', outOfServiceOf)
  if (outOfService !== undefined) node.outOfService = outOfService
  return node
}

/** The keys that only a node has, the part written for it alone over its range. */
class OwnKeys {
  readonly #parts: readonly NodePart[]
  readonly #only: NodePart | undefined
  readonly #file: string

  constructor(parts: readonly NodePart[], file: string) {
    this.#parts = parts
    this.#only = parts.length === 1 ? parts[0] : undefined
    this.#file = file
  }

  read<Value>(
    key: OwnKey,
    reader: (raw: unknown) => Value | undefined,
    under?: Sourced<Value>,
  ): Sourced<Value> | undefined {
    // Most nodes are written in one place.
    if (this.#only !== undefined) return this.#in(this.#only, key, reader, under)
    let found: Sourced<Value> | undefined
    for (const part of this.#parts) found = this.#in(part, key, reader, found ?? under) ?? found
    return found
  }

  text(key: OwnKey, under?: Sourced<string>): Sourced<string> | undefined {
    return this.read(key, asText, under)
  }

  #in<Value>(
    { path, content, member }: NodePart,
    key: OwnKey,
    reader: (raw: unknown) => Value | undefined,
    under: Sourced<Value> | undefined,
  ): Sourced<Value> | undefined {
    const raw = content[key]
    if (raw === undefined) return undefined
    const value = reader(member === undefined ? raw : substitute(raw, member))
    return value === undefined ? undefined : over(value, new WrittenOrigin('node', this.#file, path, WAYS[key]), under)
  }
}

/** The ways from a node to the keys that only a node has. */
const WAYS = {
  address: ['address'],
  build: ['build'],
  ca: ['ca'],
  hostname: ['hostname'],
  outOfService: ['outOfService'],
  transit: ['transit'],
  version: ['version'],
} as const

type OwnKey = keyof typeof WAYS

const asText = (raw: unknown): string | undefined => (typeof raw === 'string' ? raw : undefined)
const asFlag = (raw: unknown): boolean | undefined => (typeof raw === 'boolean' ? raw : undefined)

function identityOf(parts: readonly NodePart[], { file }: NodeContext): Node['uuid'] | undefined {
  let found: Node['uuid'] | undefined
  for (const { path, content, member } of parts) {
    const listed = member === undefined ? undefined : content.uuids?.[member]
    const text = content.uuid ?? listed
    if (text === undefined) continue
    const isListed = content.uuid === undefined && member !== undefined
    const own = isListed ? below(below(path, 'uuids'), member) : below(path, 'uuid')
    found = sourced(uuid(text), 'node', valueAt(file, own), found)
  }
  return found
}

function layered(parts: readonly NodePart[], context: NodeContext): Layers & { settings: SettingsDraft } {
  let layers: Layers = context
  for (const part of parts) {
    for (const sheet of context.templates(part)) layers = layOver(layers, sheet, context)
    const { path, content: values, member } = part
    const own: Sheet = { layer: 'node', file: context.file, path, values, ...(member === undefined ? {} : { member }) }
    layers = layOver(layers, own, context)
  }
  return layers
}

/** A transit node is one that says so, or one whose written groups say so. */
function transitOf(
  own: OwnKeys,
  settings: SettingsDraft,
  { transitGroup, report }: NodeContext,
  place: Node['place'],
): Node['transit'] {
  const written = own.read('transit', asFlag)
  const groups = settings['groups.network']
  const inGroup = groups?.value?.includes(transitGroup) === true
  if (written === undefined) return sourced(inGroup, 'derived', inGroup ? (groups?.origin.place ?? place) : place)
  if (!written.value && inGroup && groups !== undefined) {
    const message = `"transit" is false, but "groups.network" names the transit group "${transitGroup}"`
    const related = [{ place: groups.origin.place, note: 'the groups are written here' }]
    report(frontEndFinding('REF-TRANSIT', written.origin.place, message, { related }))
  }
  return written
}

function interfacesOf(parts: readonly NodePart[], file: string): readonly Interface[] {
  const [only, ...others] = parts
  const all = only && others.length === 0 ? interfacesIn(only, file) : parts.flatMap((part) => interfacesIn(part, file))
  if (all.length < 2) return all
  // What is written for a node alone lies over its range.
  const found = new Map(all.map((one) => [one.name, one]))
  return [...found.values()].toSorted((left, right) => (left.name < right.name ? -1 : 1))
}

function interfacesIn({ path, content, member }: NodePart, file: string): readonly Interface[] {
  const { interfaces } = content
  if (interfaces === undefined) return []
  const home = below(path, 'interfaces')
  return Object.entries(interfaces).map(([name, written]) =>
    readInterface(name, written, keyAt(file, below(home, name)), member),
  )
}

function readInterface(
  name: string,
  { address, addresses = [], role }: InterfaceDocument,
  place: Interface['place'],
  member: number | undefined,
): Interface {
  const all = address === undefined ? addresses : [address, ...addresses]
  const own = member === undefined ? all : all.map((text) => substituteText(text, member))
  return role === undefined ? { name, place, addresses: own } : { name, place, addresses: own, role }
}

function authorityOf(raw: unknown): CertificateAuthority | undefined {
  if (!isMap(raw) || typeof raw['name'] !== 'string' || typeof raw['sha256'] !== 'string') return undefined
  const { name, sha256, keyBits, expires } = raw
  return authority({
    name,
    sha256,
    ...(typeof keyBits === 'number' ? { keyBits } : {}),
    ...(typeof expires === 'string' ? { expires } : {}),
  })
}

function outOfServiceOf(raw: unknown): OutOfService | undefined {
  if (!isMap(raw)) return undefined
  const { reason, ticket, expires } = raw
  if (typeof reason !== 'string' || typeof ticket !== 'string' || typeof expires !== 'string') return undefined
  return { reason, ticket, expires }
}

/** The dot that may end a full host name is no part of what a machine calls itself. */
function withoutDot(hostname: Sourced<string> | undefined): Sourced<string> | undefined {
  return hostname?.value.endsWith('.') === true ? { ...hostname, value: hostname.value.slice(0, -1) } : hostname
}
