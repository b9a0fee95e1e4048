import { withoutSecretsIn } from './hidden-lines.ts'

/** The text of a file of the input by its path, for the lines that a diagnostic shows; undefined where there is none. */
export type SourceText = (file: string) => string | undefined

/** Lines of a file, numbered from 1, without line ends and without secrets; split once per file and only for files that are shown. */
export function linesOf(source: SourceText): (file: string, line: number) => string | undefined {
  const split = new Map<string, readonly string[]>()
  return (file, line) => {
    const lines = split.get(file) ?? shownLines(source(file))
    if (lines !== undefined) split.set(file, lines)
    return lines?.[line - 1]
  }
}

function shownLines(text: string | undefined): readonly string[] | undefined {
  return text === undefined ? undefined : withoutSecretsIn(text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/))
}
