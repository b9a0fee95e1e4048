import { createTwoFilesPatch } from 'diff'
import type { Appearance } from '../appearance.ts'
import { withoutSecrets } from '../without-secrets.ts'
import { paintOf, type Paint } from './paint.ts'

/** What a file holds before and after a change. */
export interface ChangedText {
  readonly path: string
  readonly before: string
  readonly after: string
}

/**
 * Changes of files in the form that `git apply` takes. A secret that should not be in a file is starred out, so that a
 * change beside it cannot be applied from what was printed: it is no place to copy a password from.
 */
export function unifiedDiff(changes: readonly ChangedText[], look: Appearance): string {
  const paint = paintOf(look)
  return changes
    .map(({ path, before, after }) =>
      createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, '', '', { context: 3 })
        .split('\n')
        .filter((line, index) => index > 0 || !line.startsWith('==='))
        .map(hiding())
        .map((line, index) => painted(line.replace(/\t$/, ''), index < 2, paint))
        .join('\n'),
    )
    .join('')
}

function painted(line: string, isHead: boolean, paint: Paint): string {
  if (isHead) return paint.strong(line)
  if (line.startsWith('@@')) return paint.faint(line)
  if (line.startsWith('+')) return paint.added(line)
  return line.startsWith('-') ? paint.removed(line) : line
}

/** Stars out secrets line by line; a private key goes on over lines that look like nothing by themselves. */
function hiding(): (line: string) => string {
  let isInKey = false
  return (line) => {
    const wasInKey = isInKey
    if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----/.test(line)) isInKey = true
    if (/-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----/.test(line)) isInKey = false
    const [sign, rest] = [line.slice(0, 1), line.slice(1)]
    if (wasInKey && !line.startsWith('@@')) return sign + rest.replaceAll(/\S/g, '*')
    return sign + withoutSecrets(rest)
  }
}
