import type { Place } from '../source/place.ts'
import type { NodeName } from './names.ts'
import type { SettingName } from './settings.ts'

/** A change past the repository that is accepted for a while: who answers for it, why, and until when. */
export interface DriftLease {
  readonly of:
    | { readonly kind: 'setting'; readonly node: NodeName; readonly setting: SettingName }
    | { readonly kind: 'list'; readonly list: string }
  readonly reason: string
  readonly ticket: string
  readonly owner: string
  /** Last day on which it holds, as YYYY-MM-DD. */
  readonly expires: string
  readonly place: Place
}

/** Whether a lease still holds on a day (YYYY-MM-DD); one that has ended accepts nothing. */
export function isStanding({ expires }: Pick<DriftLease, 'expires'>, day: string): boolean {
  return expires >= day
}
