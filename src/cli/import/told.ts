import { join } from 'node:path'
import type { Imported } from '../../adopt/import/import-cluster.ts'
import type { Appearance } from '../../report/appearance.ts'
import { harmless } from '../../report/text/cells.ts'

/** What an import wrote into a folder, and what of the cluster is not in it: a line each, whatever names the appliances hold. */
export function importedText(
  { files, unknown, secrets, leftOut }: Pick<Imported, 'files' | 'unknown' | 'secrets' | 'leftOut'>,
  into: string,
  { unicode }: Pick<Appearance, 'unicode'>,
): string {
  const lines = [
    ...files.map(({ path }) => `wrote ${join(into, path)}`),
    ...Object.entries(unknown).map(([name, reason]) => `unknown: ${name}: ${reason}`),
    ...secrets.map(({ reference, what }) => `secret: ${reference} stands for the ${what}`),
    ...leftOut.map((line) => `left alone: ${line}`),
  ]
  return lines.map((line) => `${harmless(line, unicode)}\n`).join('')
}
