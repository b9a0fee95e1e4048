import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { librariesOnDemand, writeLibraries } from '../../scripts/libraries-on-demand.mjs'
import * as locating from '../../src/compile/yaml/locate.ts'
import * as parsing from '../../src/compile/yaml/parse.ts'
import type * as expanding from '../../src/compile/policy/template.ts'
import { valueAt } from '../../src/source/place.ts'

interface Built {
  readonly parse: typeof parsing.parse
  readonly offsetsIn: typeof locating.offsetsIn
  readonly expand: typeof expanding.expand
}

const root = process.cwd()
const folder = mkdtempSync(join(tmpdir(), 'pader-libraries-'))
let built: Built

beforeAll(async () => {
  const input = ['src/compile/yaml/parse.ts', 'src/compile/yaml/locate.ts', 'src/compile/policy/template.ts']
  const bundle = await rolldown({ cwd: root, input, platform: 'node', plugins: [librariesOnDemand(root)] })
  await bundle.write({ dir: join(folder, 'chunks'), format: 'esm', entryFileNames: '[name].mjs' })
  await bundle.close()
  await writeLibraries(root, folder)
  const parts = await Promise.all(
    ['parse', 'locate', 'template'].map(
      async (name) => (await import(pathToFileURL(join(folder, 'chunks', `${name}.mjs`)).href)) as object,
    ),
  )
  built = Object.assign({}, ...parts) as Built
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const loaded = (): readonly string[] =>
  Object.keys(createRequire(import.meta.url).cache).filter((path) => path.startsWith(folder))

test('a build loads the libraries for YAML and templates when they are needed, and then does what the sources do', () => {
  expect(readdirSync(join(folder, 'libraries')).toSorted()).toEqual(['handlebars.cjs', 'yaml.cjs'])
  const simple = { path: 'a.yaml', text: 'format: 1\nnodes: {}\n' }
  expect(built.parse(simple)).toEqual(parsing.parse(simple))
  expect(loaded()).toEqual([])

  const anchored = { path: 'a.yaml', text: 'a: &one [1, 2]\nb: *one\n' }
  expect(built.parse(anchored)).toEqual(parsing.parse(anchored))
  const place = valueAt('a.yaml', ['b', 1])
  expect(built.offsetsIn(anchored.text)(place)).toEqual(locating.offsetsIn(anchored.text)(place))
  expect(loaded()).toHaveLength(1)

  const template = { path: 'templates/a.hbs', text: '{{#each names}}{{this}};{{/each}}' }
  const names = { names: ['x', 'y'] }
  const expanded = built.expand(template, names, (text) => text, place)
  expect(expanded).toEqual({ value: 'x;y;', diagnostics: [] })
  expect(loaded()).toHaveLength(2)
})
