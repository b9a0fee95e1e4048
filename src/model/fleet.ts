import type { Place } from '../source/place.ts'
import type { DriftLease } from './lease.ts'
import type { ClusterFacts, NodeFacts } from './facts.ts'
import type { ClusterName, LocationName, NodeName, RegionName, Uuid } from './names.ts'
import type { Policy } from './policy/policy.ts'
import type { RegionalObject } from './policy/regional.ts'
import type { ResolvedSettings } from './settings.ts'
import type { Sourced } from './sourced.ts'

/** Everything that a repository describes, resolved: what the rest of Pader works on. */
export interface Fleet {
  readonly clusters: readonly Cluster[]
}

/** Appliances joined by Central Management: what one Save reaches. */
export interface Cluster {
  readonly name: ClusterName
  readonly place: Place
  readonly description?: string
  /** Product version that every node must run, for example `12.2.15`, and its build. */
  readonly version: Sourced<string>
  readonly build?: Sourced<string>
  /** The one node through which Pader and the administrators connect. */
  readonly entryNode: Sourced<NodeName>
  /** Port that listeners have where they name none. */
  readonly port: Sourced<number>
  readonly ca?: Sourced<CertificateAuthority>
  /** Name of the network group that joins locations. */
  readonly transitGroup: Sourced<string>
  /** Sorted by name. */
  readonly locations: readonly Location[]
  /** The nodes of all locations, sorted by name. */
  readonly nodes: readonly Node[]
  readonly regions: readonly Region[]
  readonly policy: Policy
  /** What regions may change of the policy and what they do change; absent where that is nothing. */
  readonly regional?: readonly RegionalObject[]
  /** Differences that are accepted for a while; absent where there are none. */
  readonly leases?: readonly DriftLease[]
  readonly facts: ClusterFacts
}

/** The authority whose certificates the nodes use between themselves. The private key is never in YAML. */
export interface CertificateAuthority {
  readonly name: string
  /** SHA-256 fingerprint, lower-case hex without colons. */
  readonly sha256: string
  readonly keyBits?: number
  /** YYYY-MM-DD */
  readonly expires?: string
}

/** A site: nodes that share a fast network and, normally, their users. */
export interface Location {
  readonly name: LocationName
  readonly place: Place
  readonly region?: Sourced<string>
  /** IANA time zone, for windows and freezes. */
  readonly timeZone?: Sourced<string>
  readonly clientNetworks: readonly Sourced<string>[]
  /** Users of this location also browse through these locations' proxies. */
  readonly roamingWith: readonly Sourced<string>[]
  /** In the order of the file's keys, sorted by name. */
  readonly nodes: readonly Node[]
}

/** One appliance. */
export interface Node {
  readonly name: NodeName
  readonly location: LocationName
  readonly place: Place
  readonly uuid: Sourced<Uuid>
  /** Address by which the node is known to its administrators; where a listener names none, it is this one. */
  readonly address?: Sourced<string>
  /** What `System.HostName` reports; the node's name unless given. */
  readonly hostname: Sourced<string>
  readonly transit: Sourced<boolean>
  readonly version: Sourced<string>
  readonly build?: Sourced<string>
  readonly ca?: Sourced<CertificateAuthority>
  readonly interfaces: readonly Interface[]
  readonly settings: ResolvedSettings
  readonly facts: NodeFacts
  /** Declared under repair: topology commits wait until it is shown to be isolated. */
  readonly outOfService?: Sourced<OutOfService>
}

/** A network interface of a node and the addresses it carries. */
export interface Interface {
  readonly name: string
  readonly place: Place
  /** In CIDR notation. */
  readonly addresses: readonly string[]
  /** What the interface is for. */
  readonly role?: 'management' | 'cluster' | 'users'
}

/** Why a node is out of service, by whose word and until when. */
export interface OutOfService {
  readonly reason: string
  readonly ticket: string
  readonly expires: string
}

/** How a region's requests are recognised inside the policy. */
export type RegionSelector = 'hostname' | 'proxy-ip' | 'uuid' | 'client-ip'

/**
 * How rule sets ask for a region: by a list that Pader keeps, by comparisons written out, or by a property that one rule
 * set at the top of the policy sets.
 */
export type RegionTestForm = 'list' | 'criteria' | 'property'

/** A part of the fleet that gets policy of its own. */
export interface Region {
  readonly name: RegionName
  readonly place: Place
  /** The team that answers for the policy of its users. */
  readonly owner?: string
  readonly selectBy: Sourced<RegionSelector>
  readonly testBy: Sourced<RegionTestForm>
  readonly locations: readonly Sourced<LocationName>[]
  readonly nodes: readonly Sourced<NodeName>[]
  readonly clientNetworks: readonly Sourced<string>[]
}
