import { withoutSecrets } from './without-secrets.ts'

/** The text of a file of the input by its path, for the lines that a diagnostic shows; undefined where there is none. */
export type SourceText = (file: string) => string | undefined

/** Lines of a file, numbered from 1, without line ends and without secrets; split once per file and only for files that are shown. */
export function linesOf(source: SourceText): (file: string, line: number) => string | undefined {
  const split = new Map<string, readonly string[]>()
  return (file, line) => {
    const lines =
      split.get(file) ??
      source(file)
        ?.replace(/^\uFEFF/, '')
        .split(/\r\n|\r|\n/)
    if (lines !== undefined) split.set(file, lines)
    const text = lines?.[line - 1]
    return text === undefined ? undefined : withoutSecrets(text)
  }
}
