import type { SettingName } from './settings.ts'
import type { Layer } from './sourced.ts'

/** What people need to know of a setting to read and write it. */
export interface SettingFacts {
  /** Name in the product's user interface, shortened. */
  readonly label: string
  readonly unit?: 'seconds' | 'minutes' | 'hours' | 'days'
  /** Layers of YAML where it may be set. */
  readonly layers: readonly Exclude<Layer, 'derived' | 'region'>[]
}

const anywhere = ['cluster', 'location', 'node'] as const
const site = ['location', 'node'] as const
const node = ['node'] as const

/** Every managed setting: its label, its unit, and where it may be set. Its type is in `NodeSettings`. */
export const SETTINGS: { readonly [Name in SettingName]: SettingFacts } = {
  listeners: { label: 'IP addresses and ports for Central Management', layers: node },
  priority: { label: 'Node priority', layers: anywhere },
  'groups.network': { label: 'Group network', layers: anywhere },
  'groups.runtime': { label: 'Group runtime', layers: anywhere },
  'groups.update': { label: 'Group update', layers: anywhere },
  'messages.timeout': { label: 'Timeout for distributing messages', unit: 'seconds', layers: anywhere },
  'messages.timeoutMultiplier': { label: 'Multiplier for timeout over several nodes', layers: anywhere },
  'messages.unencrypted': { label: 'Use unencrypted communication', layers: anywhere },
  'messages.checkAddress': { label: 'IP checking for single nodes', layers: anywhere },
  'gui.attach': { label: 'Allow a GUI server to attach', layers: anywhere },
  'gui.attachFromElsewhere': { label: 'Allow a GUI server from non-local host', layers: anywhere },
  'gui.controlAddress': { label: 'GUI control address', layers: anywhere },
  'gui.requestAddress': { label: 'GUI request address', layers: anywhere },
  'clock.allowedDifference': { label: 'Allowed time difference', unit: 'seconds', layers: anywhere },
  'versionCheck.enabled': { label: 'Version checking', layers: anywhere },
  'versionCheck.level': { label: 'Level of version check', layers: anywhere },
  'updates.automatic': { label: 'Enable automatic updates', layers: anywhere },
  'updates.fromInternet': { label: 'Download updates from the internet', layers: anywhere },
  'updates.fromNodes': { label: 'Download updates from other nodes', layers: anywhere },
  'updates.toNodes': { label: 'Upload updates to other nodes', layers: anywhere },
  'updates.interval': { label: 'Update interval', unit: 'minutes', layers: anywhere },
  'updates.crlInterval': { label: 'CRL update interval', unit: 'hours', layers: anywhere },
  'updates.viaProxies': { label: 'Enable update proxies', layers: anywhere },
  'updates.proxies': { label: 'Update proxies', layers: anywhere },
  'updates.firstDelay': { label: 'Wait before the first update', unit: 'seconds', layers: anywhere },
  'updates.startInterval': { label: 'Start interval', unit: 'seconds', layers: anywhere },
  'updates.startTries': { label: 'Tries with start interval', layers: anywhere },
  'updates.alternativeUrl': { label: 'Alternative update URL', layers: anywhere },
  'updates.verifyTunnel': { label: 'Verify SSL tunnel', layers: anywhere },
  'updates.parameters': { label: 'Custom update parameters', layers: anywhere },
  'updates.blackouts': { label: 'No updates in these windows', layers: anywhere },
  'subscribedLists.download': { label: 'Download subscribed lists', layers: anywhere },
  'storage.keepDays': { label: 'Keep saved configurations', unit: 'days', layers: anywhere },
  'storage.keepFolders': { label: 'Keep configuration folders', layers: anywhere },
  'storage.keepPacked': { label: 'Keep packed folders', layers: anywhere },
  jobs: { label: 'Scheduled jobs', layers: anywhere },
  'ntp.enabled': { label: 'Use NTP', layers: anywhere },
  'ntp.servers': { label: 'NTP servers', layers: anywhere },
  'rest.http': { label: 'REST over HTTP', layers: anywhere },
  'rest.https': { label: 'REST over HTTPS', layers: anywhere },
  routes: { label: 'Static routes', layers: site },
}
