import type { Waiver } from '../../model/waiver.ts'
import type { Change, WaiverTerms } from './change.ts'
import type { Consequence } from './consequence.ts'

/** Waivers that a change adds, takes away or words anew; undefined is a file that could not be read, which says nothing. */
export function waiverChanges(
  before: readonly Waiver[] | undefined,
  after: readonly Waiver[] | undefined,
): readonly Change[] {
  if (before === undefined || after === undefined) return []
  const left = [...before]
  const changes: Change[] = []
  for (const waiver of after) {
    const same = left.findIndex((other) => isSameFinding(other, waiver))
    const [earlier] = same === -1 ? [] : left.splice(same, 1)
    const cause = { side: 'after' as const, place: waiver.place }
    if (earlier === undefined) changes.push({ kind: 'waiver added', waiver: termsOf(waiver), cause })
    else if (JSON.stringify(termsOf(earlier)) !== JSON.stringify(termsOf(waiver)))
      changes.push({ kind: 'waiver changed', before: termsOf(earlier), after: termsOf(waiver), cause })
  }
  return [
    ...changes,
    ...left.map((waiver): Change => ({
      kind: 'waiver removed',
      waiver: termsOf(waiver),
      cause: { side: 'before', place: waiver.place },
    })),
  ]
}

/** What is accepted from now on asks for agreement; what no longer is, does not. */
export function waiverConsequences(changes: readonly Change[]): readonly Consequence[] {
  return changes.flatMap((change): readonly Consequence[] => {
    if (change.kind === 'waiver added')
      return [consequence('caution', `a finding is accepted: ${waiverWords(change.waiver)}`)]
    if (change.kind === 'waiver removed')
      return [consequence('note', `no longer accepted: ${change.waiver.code} for ${change.waiver.scope.join(', ')}`)]
    if (change.kind !== 'waiver changed') return []
    const weight = change.after.expires > change.before.expires ? 'caution' : 'note'
    return [consequence(weight, `a waiver is worded anew: ${waiverWords(change.after)}`)]
  })
}

/** A waiver in one line. */
export function waiverWords({ code, scope, reason, owner, expires }: WaiverTerms): string {
  return `${code} for ${scope.join(', ')} until ${expires}, by ${owner}: ${reason}`
}

function consequence(weight: Consequence['weight'], text: string): Consequence {
  return { kind: 'waiver', weight, text, nodes: [] }
}

function isSameFinding(left: Waiver, right: Waiver): boolean {
  return left.code === right.code && left.scope.toSorted().join() === right.scope.toSorted().join()
}

function termsOf({ code, scope, reason, owner, expires }: Waiver): WaiverTerms {
  return { code, scope, reason, owner, expires }
}
