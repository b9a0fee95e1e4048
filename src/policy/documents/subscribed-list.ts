import type { ListEntry } from '../../model/list-entry.ts'
import type { DesiredList } from '../../model/policy/list.ts'
import { onceForEach } from '../../source/once-for-each.ts'

/** A list in the form that the product guide documents for subscribers; undefined where an entry cannot be written so. */
export function subscribedList(list: DesiredList): string | undefined {
  if (firstUnwritable(list) >= 0) return undefined
  const lines = list.entries.map(({ value, description }) =>
    description === '' ? `"${value}"\n` : `"${value}" "${description}"\n`,
  )
  return `type=${list.type}\n${lines.join('')}`
}

/** Which entry has what nobody has documented the form of: a quote, a backslash or a control character; -1 for none. */
export const firstUnwritable = onceForEach(({ entries }: DesiredList): number => entries.findIndex(isUnwritable))

const unwritable = /["\\\p{Cc}]/u

function isUnwritable({ value, description }: ListEntry): boolean {
  return unwritable.test(value) || (description !== '' && unwritable.test(description))
}
