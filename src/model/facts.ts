import type { Place } from '../source/place.ts'
import type { SecretReference } from './settings.ts'
import type { Sourced } from './sourced.ts'

/**
 * What a repository declares about the world around a cluster: networks, firewalls, users, monitoring.
 * Facts are used by checks and proofs and shown to people; nothing of them is written to an appliance.
 */
export interface ClusterFacts {
  /** Who reaches whom by IP; inside a location everybody does. */
  readonly routes: readonly Passage[]
  /** For whom firewalls are open; inside a location everything is. */
  readonly firewall: readonly Passage[]
  /** Between whom addresses are translated. */
  readonly nat: readonly Passage[]
  /** What balances load or takes over users' traffic; Central Management does neither. */
  readonly loadBalancing?: Sourced<'none' | 'central-management' | 'proxy-ha' | 'external'>
  readonly proxyHa: readonly ProxyHaGroup[]
  /** Virtual addresses that move between nodes. */
  readonly virtualAddresses: readonly Sourced<string>[]
  readonly hybrid?: { readonly synchronizers: readonly Sourced<string>[] }
  readonly license?: Sourced<string>
  readonly monitoring?: Monitoring
  readonly logShipping?: LogShipping
  /** Addresses (host names or URLs) that administrators and scripts log on to. */
  readonly administration: readonly Sourced<string>[]
  /** What nobody knows yet: a fact or a subject of settings, and why. What rests on it is said with less certainty. */
  readonly unknown?: readonly { readonly name: string; readonly reason: Sourced<string> }[]
  /** Release branch of the product. */
  readonly branch?: Sourced<'main' | 'controlled'>
}

/** A way between two ends; an end is a location, a node or `any`. */
export interface Passage {
  readonly place: Place
  readonly from: string
  readonly to: string
  readonly bothWays: boolean
  readonly protocol: 'tcp' | 'udp' | 'any'
  /** Absent = every port. */
  readonly port?: number
}

/** Nodes that take over each other's proxy address by Proxy HA, which is independent of Central Management. */
export interface ProxyHaGroup {
  readonly name: string
  readonly place: Place
  readonly virtualAddress: string
  readonly members: readonly { readonly node: string; readonly priority?: number; readonly place: Place }[]
}

/** How the cluster is watched. */
export interface Monitoring {
  readonly place: Place
  readonly snmp: boolean
  /** Enterprise number of the object ids that the monitoring uses. */
  readonly snmpEnterprise?: number
  readonly logs: boolean
  readonly rest: boolean
}

/** Where logs go. */
export interface LogShipping {
  readonly place: Place
  /** Destination URL of rule-written logs, one text for all nodes. */
  readonly accessLog?: Sourced<string>
  readonly password?: Sourced<SecretReference>
  readonly auditLog?: Sourced<'syslog' | 'push' | 'local'>
  readonly coordinatorLog?: Sourced<'syslog' | 'push' | 'local'>
  /** Log sources of a reporter that pulls through REST. */
  readonly reporterSources: readonly Sourced<string>[]
}

/** What a repository declares about one node. */
export interface NodeFacts {
  /** Pool or virtual service whose members serve the same users. */
  readonly pool?: Sourced<string>
  /** Often switched off or cut off, for example in a lab. */
  readonly offlineProne?: Sourced<boolean>
  /** How the node reaches the vendor's update server. */
  readonly updateEgress?: Sourced<'direct' | 'proxy' | 'none'>
  /** Carries no users' traffic: a dedicated manager or relay. */
  readonly managementOnly?: Sourced<boolean>
  /** TCP ports that the node already uses: UI, REST, proxies. */
  readonly portsInUse: readonly Sourced<number>[]
  readonly fips?: Sourced<boolean>
  readonly branch?: Sourced<'main' | 'controlled'>
}
