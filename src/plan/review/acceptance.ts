import { weakeningCode, type Waiver } from '../../model/waiver.ts'
import type { ImpactClass } from '../../policy/impact/impact-class.ts'
import type { Change } from './change.ts'

/** What a change accepts of its own effect on requests. */
export interface Acceptance {
  /** Who accepts that requests of this class get further; undefined where nobody does, and where none get further. */
  ownerFor(one: ImpactClass): string | undefined
  /** Whether it is accepted that something could not be decided. */
  readonly isUndecidedAccepted: boolean
}

/** Where nothing is accepted: a comparison that has no waivers. */
export const nothingAccepted: Acceptance = { ownerFor: () => undefined, isUndecidedAccepted: false }

/**
 * What the waivers accept that the change itself adds or words anew. One that was there before was given for another
 * change: it must not open the gate for this one.
 */
export function acceptanceOf(changes: readonly Change[]): Acceptance {
  const waivers = changes.flatMap((change) => {
    const waiver =
      change.kind === 'waiver added' ? change.waiver : change.kind === 'waiver changed' ? change.after : undefined
    return waiver?.code === weakeningCode ? [waiver] : []
  })
  return {
    ownerFor: (one) =>
      one.direction === 'weaker' ? waivers.find(({ scope }) => accepts(scope, one))?.owner : undefined,
    isUndecidedAccepted: waivers.some(({ scope }) => scope.includes('cluster')),
  }
}

/** Whether a waiver's scope holds everybody who has requests of the class. */
function accepts(scope: Waiver['scope'], { isForAudiences, audiences }: ImpactClass): boolean {
  if (scope.includes('cluster')) return true
  return isForAudiences && audiences.length > 0 && audiences.every(({ name }) => scope.includes(name))
}
