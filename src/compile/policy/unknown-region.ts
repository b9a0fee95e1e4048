import type { Region } from '../../model/fleet.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { didYouMean } from '../../source/suggest.ts'
import type { WrittenText } from './policy-source.ts'

/** Somebody names a region that is not declared. */
export function unknownRegion({ text, place }: WrittenText, regions: readonly Region[]): Diagnostic {
  const names = regions.map(({ name }) => name)
  return {
    code: 'REF-REGION',
    severity: 'error',
    message: `there is no region "${text}"`,
    place,
    help: didYouMean(text, names)?.help ?? `regions: ${names.join(', ') || 'none; declare them in regions.yaml'}`,
  }
}
