import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, test } from 'vitest'
import { plain } from '../../src/report/appearance.ts'
import { diagnosticsText } from '../../src/report/text/diagnostics.ts'
import type { RawFile } from '../../src/source/source-file.ts'
import { build, clusterFiles, rawFile } from './support.ts'

const CASES = 'test/cases'
const names = readdirSync(CASES).toSorted()

test('there are cases', () => {
  expect(names.length).toBeGreaterThan(30)
})

/** The two-site cluster with the files of the case in the place of its own. */
function filesOf(name: string): readonly RawFile[] {
  const files = new Map(
    Object.entries(clusterFiles('two-site')).map(([path, text]) => {
      const full = posix.join('clusters/two-site', path)
      return [full, rawFile(full, text)]
    }),
  )
  const folder = join(CASES, name)
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.ya?ml$/.test(path)) continue
    const full =
      path === 'pader.yaml' ? 'clusters/pader.yaml' : posix.join('clusters/two-site', path.replaceAll('\\', '/'))
    files.set(full, { path: full, bytes: readFileSync(join(folder, path)) })
  }
  return [...files.values()]
}

test.each(names)('%s', async (name) => {
  const { located, textOf } = build(filesOf(name))
  // Advice is not what a case is about, and new advice should not change what every case says.
  const mistakes = located.filter(({ severity, code }) => severity !== 'info' || name.includes(code.toLowerCase()))
  expect(mistakes).not.toEqual([])
  await expect(diagnosticsText(mistakes, textOf, plain)).toMatchFileSnapshot(
    join('..', 'cases', name, 'diagnostics.txt'),
  )
})
