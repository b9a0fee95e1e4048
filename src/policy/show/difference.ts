import type { ShownLine } from './show.ts'

/** A line that only one of two policies has. */
export interface LineDifference {
  readonly sign: '-' | '+'
  readonly path: string
  readonly text: string
}

/** What differs between two shown policies, by name and path: numbers of the files mean nothing. */
export function differences(before: readonly ShownLine[], after: readonly ShownLine[]): readonly LineDifference[] {
  const old = byPath(before)
  const next = byPath(after)
  return [...new Set([...old.keys(), ...next.keys()])].flatMap((path) => {
    const removed = without(old.get(path) ?? [], next.get(path) ?? [])
    const added = without(next.get(path) ?? [], old.get(path) ?? [])
    return [
      ...removed.map((text) => ({ sign: '-' as const, path, text })),
      ...added.map((text) => ({ sign: '+' as const, path, text })),
    ]
  })
}

function byPath(lines: readonly ShownLine[]): ReadonlyMap<string, readonly string[]> {
  const map = new Map<string, string[]>()
  for (const { path, text } of lines) map.set(path, [...(map.get(path) ?? []), text])
  return map
}

function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others]
  return lines.filter((line) => {
    const at = left.indexOf(line)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}
