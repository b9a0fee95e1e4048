import { groupName, nodeName, uuid, type GroupName, type LocationName } from '../../model/names.ts'
import type { CertificateAuthority, Interface, Node, OutOfService } from '../../model/fleet.ts'
import type { Endpoint } from '../../model/settings.ts'
import type { Sourced } from '../../model/sourced.ts'
import { below, keyAt, valueAt } from '../../source/place.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { InterfaceDocument, NodeDocument } from '../documents.ts'
import { frontEndFinding } from '../front-end-codes.ts'
import { authority } from './authority.ts'
import type { DeclaredNode, NodePart } from './declared-nodes.ts'
import { overlayFacts, readFacts, type FactsDraft } from './node-facts.ts'
import { substitute, substituteText } from './range.ts'
import { deriveGroups, overlay, withDerived, type SettingsDraft } from './settings.ts'
import { entriesOf, isMap, sourced, type Sheet } from './sheet.ts'

/** What a node takes over from its cluster and location. */
export interface NodeGround {
  readonly location: LocationName
  readonly file: string
  readonly settings: SettingsDraft
  readonly facts: FactsDraft
  readonly version: Sourced<string>
  readonly build: Sourced<string> | undefined
  readonly ca: Sourced<CertificateAuthority> | undefined
  readonly port: number
  readonly transitGroup: GroupName
  readonly templates: (part: NodePart) => readonly Sheet[]
  readonly report: (diagnostic: Diagnostic) => void
}

/** Resolves one node; undefined, with a finding, where its identity is not given. */
export function resolveNode({ name, parts }: DeclaredNode, ground: NodeGround): Node | undefined {
  const last = parts.at(-1)
  if (last === undefined) return undefined
  const place = keyAt(ground.file, last.path)
  const identity = identityOf(parts, ground)
  if (identity === undefined) {
    const help = 'copy it from Appliances Information of the appliance; for a range of nodes list them under "uuids"'
    ground.report(frontEndFinding('SCHEMA-MISSING-KEY', place, `"uuid" of "${name}" is missing`, { help }))
    return undefined
  }
  return describe(name, parts, { place, uuid: identity }, ground)
}

type Writable<Value> = { -readonly [Key in keyof Value]: Value[Key] }

function describe(
  name: string,
  parts: readonly NodePart[],
  { place, uuid: identity }: Pick<Node, 'place' | 'uuid'>,
  ground: NodeGround,
): Node {
  const own = new OwnKeys(parts, ground.file)
  const { settings, facts } = layered(parts, ground)
  const transit = transitOf(own, settings, ground, place)
  deriveGroups(settings, {
    location: ground.location,
    transit: transit.value,
    transitGroup: ground.transitGroup,
    place: transit.value ? transit.origin.place : place,
    group: groupName,
  })
  const node: Writable<Node> = {
    name: nodeName(name),
    location: ground.location,
    place,
    uuid: identity,
    hostname: own.text('hostname') ?? sourced(name, 'derived', place),
    transit,
    version: own.text('version', ground.version) ?? ground.version,
    interfaces: interfacesOf(parts, ground.file),
    settings,
    facts: readFacts(facts),
  }
  const address = own.text('address')
  if (address !== undefined) {
    node.address = address
    const derived: readonly Endpoint[] = [{ address: address.value, port: ground.port }]
    settings.listeners = withDerived<readonly Endpoint[] | null>(settings.listeners, derived, address.origin.place)
  }
  const build = own.text('build', ground.build) ?? ground.build
  if (build !== undefined) node.build = build
  const ca = own.read('ca', authorityOf, ground.ca) ?? ground.ca
  if (ca !== undefined) node.ca = ca
  const outOfService = own.read('outOfService', outOfServiceOf)
  if (outOfService !== undefined) node.outOfService = outOfService
  return node
}

/** The keys that only a node has, the part written for it alone over its range. */
class OwnKeys {
  readonly #parts: readonly NodePart[]
  readonly #file: string

  constructor(parts: readonly NodePart[], file: string) {
    this.#parts = parts
    this.#file = file
  }

  read<Value>(
    key: keyof NodeDocument,
    reader: (raw: unknown) => Value | undefined,
    under?: Sourced<Value>,
  ): Sourced<Value> | undefined {
    let found: Sourced<Value> | undefined
    for (const { path, content, member } of this.#parts) {
      const raw = content[key]
      if (raw === undefined) continue
      const value = reader(member === undefined ? raw : substitute(raw, member))
      if (value !== undefined) found = sourced(value, 'node', valueAt(this.#file, below(path, key)), found ?? under)
    }
    return found
  }

  text(key: keyof NodeDocument, under?: Sourced<string>): Sourced<string> | undefined {
    return this.read(key, asText, under)
  }
}

const asText = (raw: unknown): string | undefined => (typeof raw === 'string' ? raw : undefined)
const asFlag = (raw: unknown): boolean | undefined => (typeof raw === 'boolean' ? raw : undefined)

function identityOf(parts: readonly NodePart[], { file }: NodeGround): Node['uuid'] | undefined {
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

function layered(parts: readonly NodePart[], ground: NodeGround): { settings: SettingsDraft; facts: FactsDraft } {
  let { settings, facts } = ground
  const lay = (sheet: Sheet): void => {
    const entries = entriesOf(sheet)
    settings = overlay(settings, entries, ground)
    facts = overlayFacts(facts, entries)
  }
  for (const part of parts) {
    ground.templates(part).forEach(lay)
    const { path, content: values, member } = part
    lay({ layer: 'node', file: ground.file, path, values, ...(member === undefined ? {} : { member }) })
  }
  return { settings, facts }
}

/** A transit node is one that says so, or one whose written groups say so. */
function transitOf(
  own: OwnKeys,
  settings: SettingsDraft,
  { transitGroup, report }: NodeGround,
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
  const found = new Map<string, Interface>()
  for (const { path, content, member } of parts) {
    if (content.interfaces === undefined) continue
    const home = below(path, 'interfaces')
    for (const [name, written] of Object.entries(content.interfaces)) {
      found.set(name, readInterface(name, written, keyAt(file, below(home, name)), member))
    }
  }
  const all = [...found.values()]
  return all.length < 2 ? all : all.toSorted((left, right) => (left.name < right.name ? -1 : 1))
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
