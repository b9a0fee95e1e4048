import type { Diagnostic } from '../../source/diagnostic.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { frontEndFinding } from '../codes/front-end-codes.ts'

/** The conflicts of a merge that nobody resolved, for a text that is no YAML: what is wrong with it follows from them. */
export function conflictsIn({ path, text }: SourceFile): readonly Diagnostic[] {
  const end = text.lastIndexOf('\n>>>>>>> ')
  if (end < 0 || !/^={7}\r?$/m.test(text)) return []
  return [...text.slice(0, end).matchAll(/^<{7} .*$/gm)].map(({ 0: line, index }) => {
    const place = { kind: 'range', file: path, start: index, end: index + line.trimEnd().length } as const
    return frontEndFinding('YAML-SYNTAX', place, 'a conflict of a merge is not resolved here', {
      help: 'keep what is right of both sides, and remove the lines of "<<<<<<<", "=======" and ">>>>>>>"',
    })
  })
}
