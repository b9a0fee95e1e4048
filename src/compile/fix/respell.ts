import type { Place } from '../../source/place.ts'
import { lookOf } from '../../source/look-alike.ts'
import { askingFor, editDistance, suggest } from '../../source/suggest.ts'
import { offer, writeAt, type Offer } from './offer.ts'

/**
 * Advice for a name that leads nowhere, to be spread into its finding: the nearest name that would lead somewhere. It
 * is offered as a fix where no other is as near and no number is another; between `tokyo-1` and `tokyo-2` only a person can choose.
 */
export function respelling(place: Place, name: string, known: Iterable<string>): Offer & { readonly help?: string } {
  const names = [...known]
  const near = suggest(name, names)
  if (near === undefined) return {}
  const look = lookOf(name)
  const distance = editDistance(look, lookOf(near))
  const rival = names.some((other) => other !== near && editDistance(look, lookOf(other)) <= distance)
  // Names that differ in a number are numbered on purpose: the one that is meant may be missing.
  const isAnother = digitsOf(name) !== digitsOf(near)
  // Where a place is only a part of a text, more would have to be written than the name.
  const isWhole = place.kind === 'node' && place.part === 'value' && place.within === undefined
  return {
    help: askingFor(near, name),
    ...(rival || isAnother || !isWhole ? {} : offer(`write "${near}" instead of "${name}"`, [writeAt(place, near)])),
  }
}

function digitsOf(name: string): string {
  return name.replaceAll(/\D+/g, ' ').trim()
}
