import type { SettingName, SettingValue } from '../settings.ts'
import { ipAddress, ipv4Address } from './address.ts'
import type { Form } from './form.ts'
import { host, pathOrUrl, webServer } from './host.ts'
import { ipv4Network } from './network.ts'
import { date } from './time.ts'

/** The form of a setting that is a text or a list of them, or those of the fields of its rows. */
export const SETTING_FORMS: { readonly [Name in SettingName]?: Form | Readonly<Record<string, Form>> } = {
  listeners: { address: ipAddress },
  'gui.controlAddress': { address: ipAddress },
  'gui.requestAddress': { address: ipAddress },
  'updates.proxies': { host },
  'updates.alternativeUrl': webServer,
  jobs: { at: date, destination: pathOrUrl },
  'ntp.servers': host,
  routes: { destination: ipv4Network, gateway: ipv4Address },
}

/** A text of a setting that is not of the form that it has to have. */
export interface FormViolation {
  readonly text: string
  readonly form: Form
}

/** The first text of a setting's value that is not of its form, wherever the value comes from. */
export function misfitIn(setting: SettingName, value: SettingValue): FormViolation | undefined {
  const forms = SETTING_FORMS[setting]
  if (forms === undefined) return undefined
  const elements: readonly unknown[] = Array.isArray(value) ? value : [value]
  return elements
    .flatMap((element) => (isForm(forms) ? [{ text: element, form: forms }] : fieldsOf(element, forms)))
    .find(isMisfit)
}

interface Formed {
  readonly text: unknown
  readonly form: Form
}

function fieldsOf(row: unknown, forms: Readonly<Record<string, Form>>): readonly Formed[] {
  if (typeof row !== 'object' || row === null) return []
  return Object.entries(row).flatMap(([name, text]: [string, unknown]) => {
    const form = forms[name]
    return form === undefined ? [] : [{ text, form }]
  })
}

function isMisfit(one: Formed): one is FormViolation {
  return typeof one.text === 'string' && !one.form.fits(one.text)
}

function isForm(forms: Form | Readonly<Record<string, Form>>): forms is Form {
  return typeof forms['fits'] === 'function'
}
