/** Names in quotes as a sentence lists them; long lists are cut, since a message has to fit a terminal. */
export function quoted(names: Iterable<string>, most = 4): string {
  const all = [...names]
  const shown = all.length > most + 1 ? all.slice(0, most) : all
  const words = shown.map((name) => `"${name}"`)
  if (shown.length < all.length) words.push(`${all.length - shown.length} more`)
  const last = words.pop() ?? 'none'
  return words.length === 0 ? last : `${words.join(', ')} and ${last}`
}

/** A number with its noun: `1 node`, `3 nodes`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
