import { cruise } from 'dependency-cruiser'
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'

const foldersIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))

test('every folder has doors, and every folder inside one whose folders have them', async () => {
  const { ruleSet } = await extractDepcruiseOptions('./.dependency-cruiser.cjs')
  const names = (ruleSet?.forbidden ?? []).flatMap(({ name }) => (name?.endsWith('-doors') === true ? [name] : []))
  const tops = foldersIn('src').filter((name) => name !== 'cli')
  const large = new Set(names.filter((name) => name.includes('/')).map((name) => dirname(name)))
  const inner = [...large].flatMap((folder) => foldersIn(`src/${folder}`).map((inside) => `${folder}/${inside}`))
  expect(inner.length).toBeGreaterThan(10)
  expect(names.toSorted()).toEqual([...tops, ...inner].map((name) => `${name}-doors`).toSorted())
})

// Every file of the project is read: a busy machine may take its time.
test('every import goes through a door of the architecture', { timeout: 180_000 }, async () => {
  const options = await extractDepcruiseOptions('./.dependency-cruiser.cjs')
  const { output } = await cruise(['src', 'test'], options, undefined, {
    tsConfig: extractTSConfig('./tsconfig.json'),
  })
  if (typeof output === 'string') throw new Error('expected a result, not a report')
  const said = output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)
  expect(said).toEqual([])
  // A check that looked at nothing is not a check.
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const cruised = output.modules.filter(({ source }) => source.startsWith('src/'))
  expect(cruised).toHaveLength(files.length)
})
