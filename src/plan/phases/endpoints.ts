import type { Endpoint, SettingValue } from '../../model/settings.ts'

/** The addresses and ports in a setting's value; none where it holds something else. */
export function endpointsOf(value: SettingValue): readonly Endpoint[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((element: unknown) => (isEndpoint(element) ? [element] : []))
}

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'address' in value && 'port' in value
}
