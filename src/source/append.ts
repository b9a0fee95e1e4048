/** Adds all of a list to another one. Arguments that are spread lie on the stack, which is too small for a list without bound. */
export function append<Value>(to: Value[], from: Iterable<Value>): void {
  for (const one of from) to.push(one)
}
