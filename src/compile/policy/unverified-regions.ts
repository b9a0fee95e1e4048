import { isVerified, type Identifier } from '../../dialect/dialect.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { RegionTest } from './region-selector.ts'

/**
 * What a region's selector rests on that nobody has seen on an appliance: reported with the effect and the ways out.
 * The list itself is pushed all the same; what cannot be written is the rule set that asks for it.
 */
export function* unverifiedSelectors(
  tests: readonly RegionTest[],
  find: (kind: 'property' | 'operator', name: string) => Identifier | undefined,
): Generator<Diagnostic> {
  for (const { region, recognised } of tests) {
    const [term] = recognised
    if (term === undefined) continue
    const doubtful = [
      { kind: 'property' as const, name: term.property.name },
      { kind: 'operator' as const, name: term.operator },
    ].filter(({ kind, name }) => !isCertain(find(kind, name)))
    if (doubtful.length === 0) continue
    yield {
      code: 'POL-UNVERIFIED-SELECTOR',
      severity: 'warning',
      message: `region "${region.name}" is selected by ${region.selectBy.value}, and ${doubtful.length === 1 ? 'the id' : 'the ids'} of ${doubtful
        .map(({ kind, name }) => `${kind} "${name}"`)
        .join(' and ')} ${doubtful.length === 1 ? 'is' : 'are'} not verified`,
      place: region.selectBy.origin.place,
      why: 'a rule set with an id that the appliance does not know is imported broken, so Pader refuses to write it',
      help: 'select the region by hostname, whose ids are certain, or write the ids of your own appliance into dialect.json',
    }
  }
}

function isCertain(identifier: Identifier | undefined): boolean {
  return identifier?.id !== undefined && isVerified(identifier.provenance)
}
