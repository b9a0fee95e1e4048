import { isEmpty, type SettingName, type SettingValue } from '../model/settings.ts'
import { canonical } from './canonical.ts'

/** Settings whose elements have no order of their own: equal when they hold the same ones. */
const unordered: ReadonlySet<SettingName> = new Set<SettingName>([
  'groups.network',
  'jobs',
  'routes',
  'updates.blackouts',
])

/** Whether an appliance's value is already what is wanted. Empty in any form equals `null`. */
export function isSameValue(setting: SettingName, wanted: SettingValue, held: SettingValue): boolean {
  if (isEmpty(wanted) || isEmpty(held)) return isEmpty(wanted) && isEmpty(held)
  return comparable(setting, wanted) === comparable(setting, held)
}

function comparable(setting: SettingName, value: SettingValue): string {
  if (!Array.isArray(value)) return canonical(value)
  const elements = value.map((element) => canonical(withoutSecret(element)))
  return (unordered.has(setting) ? elements.toSorted() : elements).join('\n')
}

/** A password is a reference in YAML and unreadable on an appliance: the two are never compared. */
function withoutSecret(element: unknown): unknown {
  if (typeof element !== 'object' || element === null || !('password' in element)) return element
  return { ...element, password: undefined }
}
