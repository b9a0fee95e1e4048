/** Reads a number that must be there; a hole is a bug of the caller, not a zero. */
export function at(values: Int32Array, index: number): number {
  const value = values[index]
  if (value === undefined) throw new Error(`nothing stands at index ${index}`)
  return value
}
