import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const PAGES = ['ARCHITECTURE.md', 'CONTRIBUTING.md'] as const

/** What a page writes as code. */
function codeIn(page: string): readonly string[] {
  return [...readFileSync(page, 'utf8').matchAll(/`([^`\n]+)`/g)].flatMap(([, code]) => code ?? [])
}

/** Folders of the sources, two levels deep: `plan`, `plan/prove`. */
function folders(): readonly string[] {
  const below = (folder: string): readonly string[] =>
    readdirSync(join('src', folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => (folder === '' ? name : `${folder}/${name}`))
  return below('').flatMap((folder) => [folder, ...below(folder)])
}

/** Entries of tables and lists, each with the code that it is about and all the code in it. */
function entries(text: string): readonly { readonly heads: readonly string[]; readonly codes: readonly string[] }[] {
  const codes = (line: string): readonly string[] => [...line.matchAll(/`([^`]+)`/g)].flatMap(([, code]) => code ?? [])
  return text
    .replaceAll(/\n {2}(?=\S)/g, ' ')
    .split('\n')
    .filter((line) => /^[|-] `/.test(line))
    .map((line) => ({ heads: codes(line.split(line.startsWith('|') ? /(?<=.)\|/ : ':')[0] ?? ''), codes: codes(line) }))
}

describe('the map', () => {
  test.each(PAGES)('%s names no file and no folder that is not there', (page) => {
    const paths = codeIn(page).filter((code) => /^(src|test|schema|docs|scripts|bench)\/[\w./-]*$/.test(code))
    expect(paths.length).toBeGreaterThan(10)
    const there = (path: string): boolean => existsSync(path.replace(/\/(CODE|NAME)\.ts$/, ''))
    expect(paths.filter((path) => !there(path))).toEqual([])
  })

  test('has every folder of the sources, those inside another one in its entry', () => {
    const all = folders()
    expect(all.length).toBeGreaterThan(60)
    const [ofSource = '', ofCli = ''] = readFileSync('ARCHITECTURE.md', 'utf8').split('`cli` is the one folder')
    const isOnMap = (folder: string): boolean => {
      const [top = '', inner] = folder.split('/')
      if (inner === undefined) return entries(ofSource).some(({ heads }) => heads.includes(top))
      if (top === 'cli') return entries(ofCli).some(({ heads }) => heads.includes(inner))
      // The map says that there is one for each subject.
      if (top === 'report') return true
      return entries(ofSource).some(({ heads, codes }) => heads.includes(top) && codes.includes(inner))
    }
    expect(all.filter((folder) => !isOnMap(folder))).toEqual([])
  })
})
