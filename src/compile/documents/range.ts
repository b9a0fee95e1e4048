const RANGE = /\{(\d+)\.\.(\d+)\}/

/** Most nodes that one range may stand for. */
const MOST_MEMBERS = 1000

/** Number of members of the range in a text (`tokyo-{1..12}` has 12), or undefined where there is none. */
export function membersOf(text: string): number | undefined {
  const bounds = text.includes('{') ? RANGE.exec(text) : null
  return bounds === null ? undefined : Number(bounds[2]) - Number(bounds[1]) + 1
}

/** Why a range cannot be used; undefined when it can. */
export function rangeProblem(text: string): string | undefined {
  const members = membersOf(text)
  if (members === undefined) return undefined
  if (members < 1) return `the range in "${text}" counts backwards`
  return members > MOST_MEMBERS ? `the range in "${text}" has ${members} members; at most ${MOST_MEMBERS}` : undefined
}

/** The value for one member of a range, counted from 0: in every text in it each range is replaced by its number. */
export function substitute(value: unknown, member: number): unknown {
  if (typeof value === 'string') return substituteText(value, member)
  if (Array.isArray(value)) return value.map((item: unknown) => substitute(item, member))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, substitute(inner, member)]))
}

/** The text for one member of a range; numbers keep the width of a lower bound that is written with zeros. */
export function substituteText(text: string, member: number): string {
  if (!text.includes('..')) return text
  return text.replaceAll(new RegExp(RANGE, 'g'), (_range, low: string) => numbered(low, member))
}

/** Some members of the ranges in a text, from one counted from 0 to one that is no longer meant; of one its text alone. */
export function sliceText(text: string, from: number, to: number): string {
  if (to - from === 1) return substituteText(text, from)
  return text.replaceAll(
    new RegExp(RANGE, 'g'),
    (_range, low: string) => `{${numbered(low, from)}..${numbered(low, to - 1)}}`,
  )
}

/** Whether a name is one of a range, or would be if the range counted further. */
export function isMember(name: string, range: string): boolean {
  const [before = '', after = ''] = range.split(new RegExp(RANGE.source.replaceAll(/[()]/g, '')))
  return (
    name.startsWith(before) &&
    name.endsWith(after) &&
    /^\d+$/.test(name.slice(before.length, name.length - after.length))
  )
}

/** The number of a member of a range that starts with `low`, as wide as that is written. */
function numbered(low: string, member: number): string {
  return String(Number(low) + member).padStart(low.startsWith('0') ? low.length : 0, '0')
}

/** The ranges in a value that do not have `members` members, with the way to each. */
export function* uneven(
  value: unknown,
  members: number,
  path: readonly (string | number)[] = [],
): Iterable<{ readonly path: readonly (string | number)[]; readonly text: string; readonly has: number }> {
  if (typeof value === 'string') {
    for (const [text] of value.matchAll(new RegExp(RANGE, 'g'))) {
      const has = membersOf(text)
      if (has !== undefined && has !== members) yield { path, text, has }
    }
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* uneven(item, members, [...path, index])
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) yield* uneven(inner, members, [...path, key])
  }
}
