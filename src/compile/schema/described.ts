import { isMap } from '../documents/sheet.ts'

/** A value as a message about it shows it. */
export function described(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (isMap(value)) return 'a map'
  return typeof value === 'string' ? `"${value.length > 60 ? `${value.slice(0, 57)}…` : value}"` : JSON.stringify(value)
}

/** Whether a schema is that of a reference to a secret: what is there in its place may be the secret itself, which is never repeated. */
export function isOfSecret(schema: unknown): boolean {
  return isMap(schema) && String(schema['pattern']).startsWith('^(env:')
}

/** What a schema itself says about what it wants, as advice. */
export function hint(schema: unknown): { readonly help: string } | undefined {
  const message = isMap(schema) ? schema['patternErrorMessage'] : undefined
  return typeof message === 'string' ? { help: message } : undefined
}
