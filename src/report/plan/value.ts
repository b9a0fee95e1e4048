import type { SettingValue } from '../../model/settings.ts'

/** A setting's value in a few words; undefined is what nobody set or read, `null` what must be empty. */
export function valueText(value: SettingValue | undefined): string {
  if (value === undefined) return 'unset'
  if (value === null) return 'empty'
  return plainText(value)
}

function plainText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plainText).join(', ')}]`
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? value || '""' : String(value)
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  if (isEndpoint(value)) return `${value.address}:${value.port}`
  return `{${fields.map(([name, field]) => `${name}: ${plainText(field)}`).join(', ')}}`
}

function isEndpoint(value: object): value is { address: string; port: number } {
  return Object.keys(value).toSorted().join() === 'address,port'
}
