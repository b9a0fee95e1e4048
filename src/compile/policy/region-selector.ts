import { withoutPrefix } from '../../model/addresses.ts'
import type { Region, RegionSelector } from '../../model/fleet.ts'
import type { ListEntry } from '../../model/observed.ts'
import type { Term } from '../../model/policy/criteria.ts'
import { ownedDescription, type DesiredList, type SimpleListType } from '../../model/policy/list.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { checked, failed, type Checked } from '../../source/checked.ts'
import { octetPatterns } from './octet-patterns.ts'
import { clientNetworksOfRegion, nodesOfRegion, type RegionTopology } from './region-nodes.ts'
import { regionEquals } from './region-property.ts'

/** How requests of a region are recognised. */
export interface RegionTest {
  readonly region: Region
  /** The list that holds its nodes or networks; absent where they are written out. */
  readonly list?: DesiredList
  /** The comparisons with nodes or networks; any of them recognises the region. */
  readonly recognised: readonly Term[]
  /** What rule sets of the region are given as criteria; any of them holds for the region. */
  readonly terms: readonly Term[]
}

interface SelectorForm {
  /** What the list holds, as the end of its name. */
  readonly holds: string
  readonly type: SimpleListType
  readonly property: Term['property']
  readonly operator: string
  /** How one entry is compared where it is written out. */
  readonly single: { readonly operator: string; readonly type: string }
}

/** The four selectors; a list of its own each, so that a new node is an edit of a list and not of a rule set. */
const forms: Readonly<Record<RegionSelector, SelectorForm>> = {
  hostname: {
    holds: 'hosts',
    type: 'regex',
    property: { name: 'System.HostName', arguments: [] },
    operator: 'matches in list',
    single: { operator: 'matches', type: 'regex' },
  },
  'proxy-ip': {
    holds: 'proxy addresses',
    type: 'ip',
    property: { name: 'Proxy.IP', arguments: [] },
    operator: 'is in list',
    single: { operator: 'equals', type: 'ip' },
  },
  uuid: {
    holds: 'appliances',
    type: 'string',
    property: { name: 'System.UUID', arguments: [] },
    operator: 'is in list',
    single: { operator: 'equals', type: 'string' },
  },
  'client-ip': {
    holds: 'client networks',
    type: 'regex',
    property: {
      name: 'IP.ToString',
      arguments: [{ value: { kind: 'property', use: { name: 'Client.IP', arguments: [] } } }],
    },
    operator: 'matches in list',
    single: { operator: 'matches', type: 'regex' },
  },
}

/** How a region is recognised: by the list that Pader maintains for it, unless the region says otherwise. */
export function regionTest(region: Region, topology: RegionTopology): Checked<RegionTest> {
  const form = forms[region.selectBy.value]
  const entries = entriesOf(region, topology)
  const found = entries.value ?? []
  if (region.testBy.value === 'criteria') {
    const terms = found.map(({ value }, index) => comparison(value, form, index))
    // No comparison at all would hold for everybody.
    if (terms.length === 0) return failed([...entries.diagnostics, nobody(region)])
    return checked({ region, recognised: terms, terms }, entries.diagnostics)
  }
  const name = `pader/Region ${region.name} ${form.holds}`
  const description = ownedDescription(`${form.holds} of region ${region.name}`)
  const list: DesiredList = { name, type: form.type, description, entries: found, place: region.place }
  const recognised: Term = {
    opens: 0,
    closes: 0,
    property: form.property,
    operator: form.operator,
    operand: { kind: 'list', name, type: form.type },
  }
  const terms = region.testBy.value === 'property' ? [regionEquals(region)] : [recognised]
  return checked({ region, list, recognised: [recognised], terms }, entries.diagnostics)
}

function comparison(value: string, { property, single }: SelectorForm, index: number): Term {
  return {
    ...(index === 0 ? {} : { join: 'OR' as const }),
    opens: 0,
    closes: 0,
    property,
    operator: single.operator,
    operand: { kind: 'literal', type: single.type, value },
  }
}

function nobody(region: Region): Diagnostic {
  return {
    code: 'POL-REGION-EMPTY',
    severity: 'error',
    message: `region "${region.name}" has no members that its criteria could name`,
    place: region.testBy.origin.place,
    help: 'add its locations, nodes or client networks, or test by list',
  }
}

function entriesOf(region: Region, topology: RegionTopology): Checked<readonly ListEntry[]> {
  const nodes = nodesOfRegion(region, topology)
  switch (region.selectBy.value) {
    case 'hostname':
      return {
        value: nodes.flatMap((node) => hostPatterns(node.hostname.value).map((value) => entry(value, node.name))),
        diagnostics: [],
      }
    case 'proxy-ip':
      return {
        value: nodes.flatMap((node) => proxyAddresses(node).map((value) => entry(value, node.name))),
        diagnostics: nodes.filter((node) => proxyAddresses(node).length === 0).map(withoutAddress),
      }
    case 'uuid':
      return { value: nodes.map((node) => entry(node.uuid.value, node.name)), diagnostics: [] }
    case 'client-ip':
      return clientPatterns(region, topology)
  }
}

/** Short or full name: which of the two the product reports is not documented. */
export function hostPatterns(hostname: string): readonly string[] {
  const short = shortName(hostname)
  return [hostname, `${hostname}.*`, ...(short === hostname ? [] : [short])]
}

/** A host name up to its first dot. */
export function shortName(hostname: string): string {
  return hostname.split('.', 1)[0] ?? hostname
}

/** The addresses that users of a node connect to, else the one that it is known by. */
export function proxyAddresses(node: RegionTopology['nodes'][number]): readonly string[] {
  const users = node.interfaces.filter(({ role }) => role === 'users').flatMap(({ addresses }) => addresses)
  const addresses = users.length > 0 ? users : [node.address?.value].filter((address) => address !== undefined)
  return addresses.map(withoutPrefix)
}

function clientPatterns(region: Region, topology: RegionTopology): Checked<readonly ListEntry[]> {
  const diagnostics: Diagnostic[] = []
  const entries: ListEntry[] = []
  for (const network of clientNetworksOfRegion(region, topology)) {
    const patterns = octetPatterns(network.value)
    if (patterns === undefined) diagnostics.push(notOctets(region, network))
    else entries.push(...patterns.map((pattern) => entry(pattern, network.value)))
  }
  return { value: entries, diagnostics }
}

function withoutAddress(node: RegionTopology['nodes'][number]): Diagnostic {
  return {
    code: 'POL-REGION-ADDRESS',
    severity: 'error',
    message: `node "${node.name}" has no address, so a region selected by proxy-ip cannot recognise it`,
    place: node.place,
    help: 'declare an interface with "role: users" or the node\'s "address", or select the region by hostname',
  }
}

function notOctets(region: Region, network: Region['clientNetworks'][number]): Diagnostic {
  return {
    code: 'POL-REGION-NETWORK',
    severity: 'error',
    message: `client network "${network.value}" of region "${region.name}" cannot be written as wildcards`,
    place: network.origin.place,
    why: 'Client.IP is compared as text; only the dotted form of IPv4 is known',
    help: 'use an IPv4 network in CIDR notation, or select the region by hostname',
  }
}

function entry(value: string, description: string): ListEntry {
  return { value, description }
}
