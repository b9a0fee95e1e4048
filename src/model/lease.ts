import type { Place } from '../source/place.ts'
import type { NodeName } from './names.ts'
import type { SettingName } from './settings.ts'

/** A change past the repository that is accepted for a while: who answers for it, why, and until when. */
export interface DriftLease {
  readonly of:
    | { readonly kind: 'setting'; readonly node: NodeName; readonly setting: SettingName }
    | { readonly kind: 'list'; readonly list: string }
    | { readonly kind: 'rule set'; readonly ruleSet: string }
    /** A value of a settings object of the policy, by the object's name and the key. */
    | { readonly kind: 'policy setting'; readonly settings: string; readonly key: string }
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

/** What a lease accepts, as messages call it. */
export function leaseWords(of: DriftLease['of']): string {
  switch (of.kind) {
    case 'setting':
      return `${of.setting} of ${of.node}`
    case 'list':
      return `list "${of.list}"`
    case 'rule set':
      return `rule set "${of.ruleSet}"`
    case 'policy setting':
      return `${of.key} of settings "${of.settings}"`
  }
}
