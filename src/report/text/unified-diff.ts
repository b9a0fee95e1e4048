import { createTwoFilesPatch } from 'diff'
import type { Appearance } from '../appearance.ts'
import { withoutSecretsIn } from '../hidden-lines.ts'
import { starred } from '../without-secrets.ts'
import { harmless } from './cells.ts'
import { paintOf, type Paint } from './paint.ts'

/** What a file holds before and after a change. */
export interface ChangedText {
  readonly path: string
  readonly before: string
  readonly after: string
}

/**
 * Changes of files in the form that `git apply` takes. A secret that should not be in a file is starred out, and what a
 * reader would not see or a pipeline would obey is shown by its number, so that a change beside it cannot be applied from
 * what was printed: it is no place to copy a password from.
 */
export function unifiedDiff(changes: readonly ChangedText[], look: Appearance): string {
  const paint = paintOf(look)
  return changes
    .map(({ path, before, after }) =>
      createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, '', '', { context: 3 })
        .split('\n')
        .filter((line, index) => index > 0 || !line.startsWith('==='))
        .map(hiding(before, after))
        .map((line, index) => painted(harmlessLine(line.replace(/\t$/, '')), index < 2, paint))
        .join('\n'),
    )
    .join('')
}

/** A line as it may be printed, with the tabs and the line end that belong to the patch. */
function harmlessLine(line: string): string {
  return line
    .split(/(\t|\r$)/)
    .map((part, index) => (index % 2 === 1 ? part : harmless(part, true)))
    .join('')
}

function painted(line: string, isHead: boolean, paint: Paint): string {
  if (isHead) return paint.strong(line)
  if (line.startsWith('@@')) return paint.faint(line)
  if (line.startsWith('+')) return paint.added(line)
  return line.startsWith('-') ? paint.removed(line) : line
}

/**
 * Stars out secrets in the lines of a diff. Whether a line is part of one is told by the whole text that it is from: the key of
 * a password may stand far above the lines that have changed.
 */
function hiding(before: string, after: string): (line: string) => string {
  const [old, now] = [before, after].map((text) => withoutSecretsIn(text.split('\n')))
  let [left, right] = [-1, -1]
  const shown = (lines: readonly string[] | undefined, index: number, text: string): string =>
    lines?.[index] ?? starred(text)
  return (line) => {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line)
    if (hunk !== null) {
      ;[left, right] = [Number(hunk[1]) - 1, Number(hunk[2]) - 1]
      return line
    }
    const [sign, text] = [line.slice(0, 1), line.slice(1)]
    if (sign === '-' && left >= 0) return sign + shown(old, left++, text)
    if (sign === '+' && right >= 0) return sign + shown(now, right++, text)
    if (sign !== ' ') return line
    const [was, is] = [shown(old, left++, text), shown(now, right++, text)]
    // What one of the two texts hides is a secret, whatever the other one makes of it.
    return sign + (is === text ? was : is)
  }
}
