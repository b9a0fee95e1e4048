/** Characters that one comment may have, by host; the smallest fits everywhere. */
export const commentLimits = { github: 65_536, gitlab: 1_000_000, bitbucket: 32_768, azure: 150_000 } as const

/** Characters that stay below the 1 MiB of UTF-8 that a step summary of GitHub may have, whatever they are. */
export const stepSummaryLimit = 262_144

/** A part of a Markdown report that is kept or left out as a whole, so that no table and no fold is cut open. */
export interface Section {
  readonly text: string
  /** What is missing when the section is left out, for the count at the end, for example `location tokyo`. */
  readonly name: string
}

/**
 * Puts sections together until the limit; the rest is counted and named, never cut in the middle.
 * `head` always stands; it is the caller's to keep it short.
 */
export function fit(head: string, sections: readonly Section[], limit: number): string {
  const kept: string[] = [head]
  let length = head.length
  const room = limit - 600
  let index = 0
  for (; index < sections.length; index++) {
    const text = sections[index]?.text ?? ''
    if (length + text.length + 1 > room) break
    kept.push(text)
    length += text.length + 1
  }
  const left = sections.slice(index)
  if (left.length > 0) kept.push(leftOut(left))
  return `${kept.join('\n')}\n`
}

function leftOut(left: readonly Section[]): string {
  const names = left.slice(0, 5).map(({ name }) => name.slice(0, 60))
  const more = left.length > names.length ? ` and ${left.length - names.length} more` : ''
  return `\n> [!NOTE]\n> Too long for one comment: ${left.length} part${left.length === 1 ? ' is' : 's are'} left out (${names.join(', ')}${more}). The full report is in the job's artifacts.\n`
}
