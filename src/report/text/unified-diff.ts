import { createTwoFilesPatch } from 'diff'
import type { Appearance } from '../appearance.ts'
import { paintOf, type Paint } from './paint.ts'

/** What a file holds before and after a change. */
export interface ChangedText {
  readonly path: string
  readonly before: string
  readonly after: string
}

/** Changes of files in the form that `git apply` takes. */
export function unifiedDiff(changes: readonly ChangedText[], look: Appearance): string {
  const paint = paintOf(look)
  return changes
    .map(({ path, before, after }) =>
      createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, '', '', { context: 3 })
        .split('\n')
        .filter((line, index) => index > 0 || !line.startsWith('==='))
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
