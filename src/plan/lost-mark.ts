import type { ObservedList } from '../model/observed.ts'
import { isOwned, type DesiredList } from '../model/policy/list.ts'

/** The lists that carried the mark when Pader last had nothing to do, each as {@link typeAndName}, and when that was. */
export interface MarkedBefore {
  readonly lists: ReadonlySet<string>
  /** ISO instant; absent where it was not remembered. */
  readonly at?: string
}

/** Whether a list of the YAML carried the mark, is still there, and carries it no more: somebody took it away. */
export function lostItsMark(wanted: DesiredList, held: readonly ObservedList[], before: ReadonlySet<string>): boolean {
  if (!isOwned(wanted.description) || !before.has(typeAndName(wanted))) return false
  const same = held.filter((one) => typeAndName(one) === typeAndName(wanted))
  return same.length > 0 && !same.some(({ description }) => isOwned(description))
}

/** A list among all others: two of the same name and another type are two lists. */
export function typeAndName({ name, type }: { readonly name: string; readonly type: string }): string {
  return `${type} ${name}`
}
