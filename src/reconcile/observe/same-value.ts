import { canonicalJson } from '../../source/canonical-json.ts'

/** Whether two values of a setting are the same, whatever the order of the fields of a row. */
export function sameValue(left: unknown, right: unknown): boolean {
  return canonical(left) === canonical(right)
}

/** One text for equal plain values; nothing at all is not the same as null. */
export function canonical(value: unknown): string {
  return value === undefined ? 'undefined' : canonicalJson(value)
}
