/** Ends a switch over a union: a new case that is not handled does not compile. */
export function unreachable(value: never): never {
  throw new Error(`unhandled case ${JSON.stringify(value)}`)
}
