import type { ListEntry } from '../../model/list-entry.ts'
import type { DesiredList } from '../../model/policy/list.ts'

/** A list in the form that the product guide documents for subscribers; undefined where an entry cannot be written so. */
export function subscribedList({ type, entries }: DesiredList): string | undefined {
  if (entries.some(isUnwritable)) return undefined
  const lines = entries.map((entry) =>
    itemsOf(entry)
      .map((item) => `"${item}"`)
      .join(' '),
  )
  return `${[`type=${type}`, ...lines].join('\n')}\n`
}

/** Whether an entry has what nobody has documented the form of: a quote, a backslash or a control character. */
export function isUnwritable(entry: ListEntry): boolean {
  return itemsOf(entry).some((item) => /["\\\p{Cc}]/u.test(item))
}

function itemsOf({ value, description }: ListEntry): readonly string[] {
  return description === '' ? [value] : [value, description]
}
