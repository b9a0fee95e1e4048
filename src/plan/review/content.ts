import { canonicalJson, WHEREABOUTS } from '../../source/canonical-json.ts'
import type { Place } from '../../source/place.ts'

/**
 * A value as canonical JSON, without where it is written, and a sourced value as its value alone: two values with the same
 * text mean the same.
 */
export function canonical(value: unknown): string {
  return canonicalJson(value, { leftOut: WHEREABOUTS, textOf: valueAlone })
}

function valueAlone(value: object): string | undefined {
  return isSourced(value) ? canonical(value.value) : undefined
}

/** Whether a value is a resolved value with its origin. */
export function isSourced(
  value: unknown,
): value is { readonly value: unknown; readonly origin: { readonly place: Place } } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'origin' in value &&
    'value' in value &&
    typeof value.origin === 'object'
  )
}
