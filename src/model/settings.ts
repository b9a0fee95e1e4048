import type { GroupName } from './names.ts'
import type { Sourced } from './sourced.ts'

/** An address and a TCP port, as a listener has it. */
export interface Endpoint {
  readonly address: string
  readonly port: number
}

/** A daily stretch of time in the node's local time, `HH:MM`; an end before its start lies on the next day. */
export interface DailyWindow {
  readonly start: string
  readonly end: string
}

/** A proxy through which a node reaches the update server. The password is a reference, never a value. */
export interface UpdateProxy {
  readonly host: string
  readonly port: number
  readonly user?: string
  readonly password?: SecretReference
}

/** Where a secret is to be found when it is needed: `env:NAME`, `file:PATH` or `credential:NAME` (systemd). */
export type SecretReference = string

/** A scheduled job of a node. */
export interface ScheduledJob {
  readonly id: string
  readonly kind: 'backup' | 'restore' | 'upload' | 'download' | 'yum-update'
  readonly enabled: boolean
  readonly schedule: 'hourly' | 'daily' | 'weekly' | 'monthly' | 'once' | 'after-job'
  readonly at?: string
  readonly description?: string
  readonly runIfMissed?: boolean
  readonly then?: string
  readonly onNodes?: readonly string[]
  /** Where a transfer or a backup takes from; of a restore the file. */
  readonly source?: string
  readonly destination?: string
  /** Of a backup: takes the most recent configuration. */
  readonly mostRecent?: boolean
  /** Of a restore: leaves the nodes' own settings as they are. */
  readonly policyOnly?: boolean
  /** Of a restore: nobody else saves meanwhile. */
  readonly lockStorage?: boolean
}

/** A static IPv4 route of a node. */
export interface Route {
  readonly destination: string
  readonly gateway: string
  readonly device: string
  readonly description?: string
}

/**
 * Every setting of a node that Pader can manage, by the name it has everywhere: the path in YAML, the name in the
 * artifact, in the dialect, in the plan and in `explain`. A setting that no layer sets is unmanaged: it is neither
 * compared nor written.
 */
export interface NodeSettings {
  /** Where the other nodes connect to for Central Management. */
  readonly listeners: readonly Endpoint[]
  /** Who wins a conflict: lower value, higher priority; 1 wins. */
  readonly priority: number
  readonly 'groups.network': readonly GroupName[]
  readonly 'groups.runtime': GroupName
  readonly 'groups.update': GroupName
  /** Seconds that another node has to answer one message. */
  readonly 'messages.timeout': number
  /** Factor on the timeout for messages that travel over several nodes. */
  readonly 'messages.timeoutMultiplier': number
  readonly 'messages.unencrypted': boolean
  readonly 'messages.checkAddress': boolean
  readonly 'gui.attach': boolean
  readonly 'gui.attachFromElsewhere': boolean
  readonly 'gui.controlAddress': Endpoint
  readonly 'gui.requestAddress': Endpoint
  /** Seconds of clock difference at which a change is still accepted. */
  readonly 'clock.allowedDifference': number
  readonly 'versionCheck.enabled': boolean
  /** How many version components must match, 1 (major) to 6 (build). */
  readonly 'versionCheck.level': number
  readonly 'updates.automatic': boolean
  readonly 'updates.fromInternet': boolean
  readonly 'updates.fromNodes': boolean
  readonly 'updates.toNodes': boolean
  /** Minutes between two checks. */
  readonly 'updates.interval': number
  /** Hours between two updates of revocation lists. */
  readonly 'updates.crlInterval': number
  /** Whether the proxies below are used. */
  readonly 'updates.viaProxies': boolean
  /** In the order in which they are tried. */
  readonly 'updates.proxies': readonly UpdateProxy[]
  /** Seconds before the first update starts. */
  readonly 'updates.firstDelay': number
  /** Seconds between tries while the core starts. */
  readonly 'updates.startInterval': number
  readonly 'updates.startTries': number
  readonly 'updates.alternativeUrl': string
  readonly 'updates.verifyTunnel': boolean
  readonly 'updates.parameters': string
  /** Times of day at which no update is made. */
  readonly 'updates.blackouts': readonly DailyWindow[]
  readonly 'subscribedLists.download': boolean
  /** Days for which stored configurations are kept at least. */
  readonly 'storage.keepDays': number
  readonly 'storage.keepFolders': number
  readonly 'storage.keepPacked': number
  readonly jobs: readonly ScheduledJob[]
  readonly 'ntp.enabled': boolean
  readonly 'ntp.servers': readonly string[]
  readonly 'rest.http': boolean
  readonly 'rest.https': boolean
  readonly routes: readonly Route[]
}

/** Name of a managed setting. */
export type SettingName = keyof NodeSettings

/** Value of any managed setting. `null` means that the appliance's value must be empty. */
export type SettingValue = NodeSettings[SettingName] | null

/** Whether a value says nothing: what an appliance shows where YAML says `null`. */
export function isEmpty(value: SettingValue): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/** The settings of one node after layering: absent = unmanaged, `null` = must be empty. */
export type ResolvedSettings = {
  readonly [Name in SettingName]?: Sourced<NodeSettings[Name] | null>
}
