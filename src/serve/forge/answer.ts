/** What an answer holds at a path; undefined where it holds nothing there. */
export function partOf(answer: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null && key in value ? Reflect.get(value, key) : undefined),
    answer,
  )
}

/** A text of an answer; an empty one where there is none. */
export function textOf(answer: unknown, ...path: readonly string[]): string {
  const value = partOf(answer, ...path)
  return typeof value === 'string' ? value : ''
}

/** A number of an answer. */
export function numberOf(answer: unknown, ...path: readonly string[]): number | undefined {
  const value = partOf(answer, ...path)
  return typeof value === 'number' ? value : undefined
}

/** The elements of an answer that is a list. */
export function listOf(answer: unknown): readonly unknown[] {
  return Array.isArray(answer) ? answer : []
}
