import type { RegionSelector, RegionTestForm } from '../../model/fleet.ts'
import type { DocumentKind } from './kinds.ts'

/** What `cluster.yaml` holds once its schema accepts it. Settings are left as they are: the layers interpret them. */
export interface ClusterDocument {
  readonly description?: string
  readonly owner?: string
  readonly product: { readonly version: string; readonly build?: string; readonly branch?: 'main' | 'controlled' }
  readonly entryNode: string
  readonly centralManagement?: {
    readonly port?: number
    readonly transitGroup?: string
    readonly ca?: AuthorityDocument
  }
  readonly defaults?: Values
  readonly templates?: Readonly<Record<string, Values>>
  readonly network?: {
    readonly routes?: readonly PassageDocument[]
    readonly firewall?: readonly PassageDocument[]
    readonly nat?: readonly PassageDocument[]
  }
  readonly loadBalancing?: 'none' | 'central-management' | 'proxy-ha' | 'external'
  readonly proxyHa?: Readonly<Record<string, ProxyHaDocument>>
  readonly virtualAddresses?: readonly string[]
  readonly hybrid?: { readonly synchronizers?: readonly string[] }
  readonly license?: string
  readonly monitoring?: {
    readonly snmp?: boolean
    readonly snmpEnterprise?: number
    readonly logs?: boolean
    readonly rest?: boolean
  }
  readonly logShipping?: {
    readonly accessLog?: string
    readonly password?: string
    readonly auditLog?: 'syslog' | 'push' | 'local'
    readonly coordinatorLog?: 'syslog' | 'push' | 'local'
    readonly reporterSources?: readonly string[]
  }
  readonly administration?: readonly string[]
  readonly unknown?: Readonly<Record<string, string>>
}

/** A map of settings as it is written, on its way into the layers. */
export type Values = Readonly<Record<string, unknown>>

/** A cluster's authority as it is written. */
export interface AuthorityDocument {
  readonly name: string
  readonly sha256: string
  readonly keyBits?: number
  readonly expires?: string
}

/** A passage as it is written: `between` two ends, or `from` one `to` the other. */
export interface PassageDocument {
  readonly between?: readonly string[]
  readonly from?: string
  readonly to?: string
  readonly protocol?: 'tcp' | 'udp' | 'any'
  readonly port?: number
}

/** A Proxy HA group as it is written. */
export interface ProxyHaDocument {
  readonly virtualAddress: string
  readonly members: Readonly<Record<string, { readonly priority?: number } | null>>
}

/** What a file below `locations/` holds once its schema accepts it. */
export interface LocationDocument {
  readonly description?: string
  readonly owner?: string
  readonly region?: string
  readonly timeZone?: string
  readonly clientNetworks?: readonly string[]
  readonly roamingWith?: readonly string[]
  readonly template?: string
  readonly defaults?: Values
  readonly nodes: Readonly<Record<string, NodeDocument>>
}

/** A node, or a range of nodes, as it is written. */
export type NodeDocument = Values & {
  readonly uuid?: string
  readonly uuids?: readonly string[]
  readonly address?: string
  readonly hostname?: string
  readonly transit?: boolean
  readonly version?: string
  readonly build?: string
  readonly ca?: AuthorityDocument
  readonly interfaces?: Readonly<Record<string, InterfaceDocument>>
  readonly outOfService?: { readonly reason: string; readonly ticket: string; readonly expires: string }
  readonly template?: string
}

/** An interface as it is written. */
export interface InterfaceDocument {
  readonly address?: string
  readonly addresses?: readonly string[]
  readonly role?: 'management' | 'cluster' | 'users'
}

/** What `regions.yaml` holds once its schema accepts it. */
export interface RegionsDocument {
  readonly selectBy?: RegionSelector
  readonly testBy?: RegionTestForm
  readonly regions: Readonly<Record<string, RegionDocument>>
}

/** A region as it is written. */
export interface RegionDocument {
  readonly owner?: string
  readonly selectBy?: RegionSelector
  readonly testBy?: RegionTestForm
  readonly locations?: readonly string[]
  readonly nodes?: readonly string[]
  readonly clientNetworks?: readonly string[]
}

/** What `waivers.yaml` holds once its schema accepts it. */
export interface WaiversDocument {
  readonly waivers: readonly WaiverDocument[]
}

/** A waiver as it is written. */
export interface WaiverDocument {
  readonly code: string
  readonly scope: string | readonly string[]
  readonly reason: string
  readonly owner: string
  readonly expires: string
}

/** What `leases.yaml` holds once its schema accepts it. */
export interface LeasesDocument {
  readonly leases: readonly LeaseDocument[]
}

/** A lease as it is written: a node with a setting, a list, a rule set, or settings of the policy with a key. */
export interface LeaseDocument {
  readonly node?: string
  readonly setting?: string
  readonly list?: string
  readonly ruleSet?: string
  readonly settings?: string
  readonly key?: string
  readonly reason: string
  readonly ticket: string
  readonly owner: string
  readonly expires: string
}

/** What `pader.yaml` holds once its schema accepts it. */
export interface PaderDocument {
  readonly rules?: Readonly<Record<string, 'error' | 'warning' | 'info' | 'off'>>
}

/** The type that each kind of file has once its schema accepts it. */
export interface Documents extends Record<DocumentKind, unknown> {
  readonly pader: PaderDocument
  readonly cluster: ClusterDocument
  readonly location: LocationDocument
  readonly regions: RegionsDocument
  readonly waivers: WaiversDocument
  readonly leases: LeasesDocument
  /** Files of the policy keep their plain values: reading them needs the place of every text. */
  readonly policy: unknown
  readonly list: unknown
  readonly tests: unknown
}

/** A file whose content its schema accepted. */
export interface ValidDocument<Kind extends DocumentKind> {
  readonly file: string
  readonly content: Documents[Kind]
}
