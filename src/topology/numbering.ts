/** Numbers for names, from 0 in the order in which they are first asked for. */
export interface Numbering<Name extends string> {
  readonly numbers: ReadonlyMap<Name, number>
  readonly numberOf: (name: Name) => number
}

/**
 * Starts without any name. The name that was asked for last is at hand: nodes that follow each other mostly stand in one
 * location and in its group, and to compare two names is cheaper than to look one up among very many.
 */
export function numbering<Name extends string>(): Numbering<Name> {
  const numbers = new Map<Name, number>()
  let last: Name | undefined
  let lastNumber = 0
  const numberOf = (name: Name): number => {
    if (name === last) return lastNumber
    last = name
    lastNumber = numbers.get(name) ?? numbers.size
    if (lastNumber === numbers.size) numbers.set(name, lastNumber)
    return lastNumber
  }
  return { numbers, numberOf }
}
