import { joinEndpoint } from '../appliance/setting-rows.ts'
import type { SettingValue } from '../model/settings.ts'

/** A setting's value as a person would write it in YAML. */
export function asYaml(value: SettingValue): unknown {
  return Array.isArray(value) ? value.map((element: unknown) => elementAsYaml(element)) : elementAsYaml(value)
}

function elementAsYaml(element: unknown): unknown {
  if (isEndpoint(element)) return joinEndpoint(element)
  if (typeof element === 'object' && element !== null && 'start' in element && 'end' in element) {
    return `${String(element.start)}-${String(element.end)}`
  }
  return element
}

/** Whether a value is an address with a port. */
export function isEndpoint(value: unknown): value is { readonly address: string; readonly port: number } {
  return typeof value === 'object' && value !== null && 'address' in value && 'port' in value
}
