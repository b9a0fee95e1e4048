import { readEndpoint } from '../../model/forms/address.ts'
import { groupName } from '../../model/names.ts'
import type {
  DailyWindow,
  Endpoint,
  NodeSettings,
  Route,
  ScheduledJob,
  SettingName,
  UpdateProxy,
} from '../../model/settings.ts'
import { isMap } from '../documents/sheet.ts'

/** What a reader needs besides the value: the port of a listener that names none. */
export interface ReadingContext {
  readonly port: number
}

type Reader<Value> = (raw: unknown, context: ReadingContext) => Value | undefined

const number: Reader<number> = (raw) => (typeof raw === 'number' ? raw : undefined)
const flag: Reader<boolean> = (raw) => (typeof raw === 'boolean' ? raw : undefined)
const text: Reader<string> = (raw) => (typeof raw === 'string' ? raw : undefined)
const listOf =
  <Value>(item: Reader<Value>): Reader<readonly Value[]> =>
  (raw, context) => {
    if (!Array.isArray(raw)) return undefined
    const values = raw.map((one: unknown) => item(one, context))
    return values.every((value) => value !== undefined) ? values : undefined
  }
const group: Reader<ReturnType<typeof groupName>> = (raw) => (typeof raw === 'string' ? groupName(raw) : undefined)

/** `address`, `address:port`, `[address]:port`, or a map of both. */
const endpoint: Reader<Endpoint> = (raw, { port }) => {
  if (isMap(raw)) {
    const own = raw['port']
    return typeof raw['address'] === 'string'
      ? { address: raw['address'], port: typeof own === 'number' ? own : port }
      : undefined
  }
  if (typeof raw !== 'string') return undefined
  const { address, port: own = port } = readEndpoint(raw)
  return { address, port: own }
}

const dailyWindow: Reader<DailyWindow> = (raw) => {
  const [start, end] = typeof raw === 'string' ? raw.split('-') : []
  return start === undefined || end === undefined ? undefined : { start, end }
}

const updateProxy: Reader<UpdateProxy> = (raw) => (isUpdateProxy(raw) ? raw : undefined)
const route: Reader<Route> = (raw) => (isRoute(raw) ? raw : undefined)
const job: Reader<ScheduledJob> = (raw) => {
  const withDefault = isMap(raw) ? { enabled: true, ...raw } : raw
  return isScheduledJob(withDefault) ? withDefault : undefined
}

function isUpdateProxy(raw: unknown): raw is UpdateProxy {
  return isMap(raw) && typeof raw['host'] === 'string' && typeof raw['port'] === 'number'
}

function isRoute(raw: unknown): raw is Route {
  return isMap(raw) && ['destination', 'gateway', 'device'].every((key) => typeof raw[key] === 'string')
}

function isScheduledJob(raw: unknown): raw is ScheduledJob {
  return isMap(raw) && ['id', 'kind', 'schedule'].every((key) => typeof raw[key] === 'string')
}

/** How each setting is read from the value in YAML that its schema has accepted. */
export const SETTING_READERS: { readonly [Name in SettingName]: Reader<NodeSettings[Name]> } = {
  listeners: listOf(endpoint),
  priority: number,
  'groups.network': listOf(group),
  'groups.runtime': group,
  'groups.update': group,
  'messages.timeout': number,
  'messages.timeoutMultiplier': number,
  'messages.unencrypted': flag,
  'messages.checkAddress': flag,
  'gui.attach': flag,
  'gui.attachFromElsewhere': flag,
  'gui.controlAddress': endpoint,
  'gui.requestAddress': endpoint,
  'clock.allowedDifference': number,
  'versionCheck.enabled': flag,
  'versionCheck.level': number,
  'updates.automatic': flag,
  'updates.fromInternet': flag,
  'updates.fromNodes': flag,
  'updates.toNodes': flag,
  'updates.interval': number,
  'updates.crlInterval': number,
  'updates.viaProxies': flag,
  'updates.proxies': listOf(updateProxy),
  'updates.firstDelay': number,
  'updates.startInterval': number,
  'updates.startTries': number,
  'updates.alternativeUrl': text,
  'updates.verifyTunnel': flag,
  'updates.parameters': text,
  'updates.blackouts': listOf(dailyWindow),
  'subscribedLists.download': flag,
  'storage.keepDays': number,
  'storage.keepFolders': number,
  'storage.keepPacked': number,
  jobs: listOf(job),
  'ntp.enabled': flag,
  'ntp.servers': listOf(text),
  'rest.http': flag,
  'rest.https': flag,
  routes: listOf(route),
}
