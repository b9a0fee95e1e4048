import type { RawFile, SourceFile } from '../../source/source-file.ts'
import { textToShow } from './decode.ts'
import type { TextOf } from './locate.ts'

/** Texts are kept as bytes and decoded once more only where something has to be shown. */
export function textsOf(files: readonly RawFile[], templates: ReadonlyMap<string, SourceFile>): TextOf {
  const shipped = new Map([...templates.values()].map(({ path, text }) => [path, text]))
  const byPath = new Map(files.map((file) => [file.path, file]))
  return (path) => {
    const file = byPath.get(path)
    return file === undefined ? shipped.get(path) : textToShow(file)
  }
}
