import type { Region } from '../../model/fleet.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { WrittenText } from './policy-source.ts'

/** Somebody names a region that is not declared. */
export function unknownRegion({ text, place }: WrittenText, regions: readonly Region[]): Diagnostic {
  return {
    code: 'REF-REGION',
    severity: 'error',
    message: `there is no region "${text}"`,
    place,
    help: `regions: ${regions.map(({ name }) => name).join(', ') || 'none; declare them in regions.yaml'}`,
  }
}
