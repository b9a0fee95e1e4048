import type { SettingName } from './settings.ts'

/** A field of a row and what it holds; `secret` is a reference in YAML and never read back from an appliance. */
export interface FieldShape {
  readonly name: string
  readonly kind: 'text' | 'number' | 'boolean' | 'texts' | 'secret'
  readonly optional: boolean
  /** The only texts that it can be. */
  readonly oneOf?: readonly string[]
}

/** What a job does. */
export const jobKinds = ['backup', 'restore', 'upload', 'download', 'yum-update'] as const

/** When a job runs. */
export const jobSchedules = ['hourly', 'daily', 'weekly', 'monthly', 'once', 'after-job'] as const

/** What a setting's value looks like, for everything that turns values into something else and back. */
export type SettingShape =
  | { readonly kind: 'text' | 'number' | 'boolean' | 'endpoint' | 'texts' | 'endpoints' }
  | { readonly kind: 'rows'; readonly fields: readonly FieldShape[] }

const text = { kind: 'text' } as const
const number = { kind: 'number' } as const
const boolean = { kind: 'boolean' } as const
const endpoint = { kind: 'endpoint' } as const
const texts = { kind: 'texts' } as const

const required = (name: string, kind: FieldShape['kind']): FieldShape => ({ name, kind, optional: false })
const optional = (name: string, kind: FieldShape['kind']): FieldShape => ({ name, kind, optional: true })

/** The shape of every setting; a setting that is added to the model does not compile until it has one. */
export const settingShapes: { readonly [Name in SettingName]: SettingShape } = {
  listeners: { kind: 'endpoints' },
  priority: number,
  'groups.network': texts,
  'groups.runtime': text,
  'groups.update': text,
  'messages.timeout': number,
  'messages.timeoutMultiplier': number,
  'messages.unencrypted': boolean,
  'messages.checkAddress': boolean,
  'gui.attach': boolean,
  'gui.attachFromElsewhere': boolean,
  'gui.controlAddress': endpoint,
  'gui.requestAddress': endpoint,
  'clock.allowedDifference': number,
  'versionCheck.enabled': boolean,
  'versionCheck.level': number,
  'updates.automatic': boolean,
  'updates.fromInternet': boolean,
  'updates.fromNodes': boolean,
  'updates.toNodes': boolean,
  'updates.interval': number,
  'updates.crlInterval': number,
  'updates.viaProxies': boolean,
  'updates.proxies': {
    kind: 'rows',
    fields: [
      required('host', 'text'),
      required('port', 'number'),
      optional('user', 'text'),
      optional('password', 'secret'),
    ],
  },
  'updates.firstDelay': number,
  'updates.startInterval': number,
  'updates.startTries': number,
  'updates.alternativeUrl': text,
  'updates.verifyTunnel': boolean,
  'updates.parameters': text,
  'updates.blackouts': { kind: 'rows', fields: [required('start', 'text'), required('end', 'text')] },
  'subscribedLists.download': boolean,
  'storage.keepDays': number,
  'storage.keepFolders': number,
  'storage.keepPacked': number,
  jobs: {
    kind: 'rows',
    fields: [
      required('id', 'text'),
      { ...required('kind', 'text'), oneOf: jobKinds },
      required('enabled', 'boolean'),
      { ...required('schedule', 'text'), oneOf: jobSchedules },
      optional('at', 'text'),
      optional('description', 'text'),
      optional('runIfMissed', 'boolean'),
      optional('then', 'text'),
      optional('onNodes', 'texts'),
      optional('source', 'text'),
      optional('destination', 'text'),
      optional('mostRecent', 'boolean'),
      optional('policyOnly', 'boolean'),
      optional('lockStorage', 'boolean'),
    ],
  },
  'ntp.enabled': boolean,
  'ntp.servers': texts,
  'rest.http': boolean,
  'rest.https': boolean,
  routes: {
    kind: 'rows',
    fields: [
      required('destination', 'text'),
      required('gateway', 'text'),
      required('device', 'text'),
      optional('description', 'text'),
    ],
  },
}

/** Whether a text is the name of a setting that Pader can manage. */
export function isSettingName(text: string): text is SettingName {
  return Object.hasOwn(settingShapes, text)
}

/** The names of all settings, in the order of the model. */
export const settingNames: readonly SettingName[] = Object.keys(settingShapes).filter(isSettingName)
