import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { commands } from '../../src/cli/commands/index.ts'
import { EXIT } from '../../src/report/exit-code.ts'

const folder = 'docs/runbooks'
const codes = Object.values(EXIT).filter((code) => code !== EXIT.ok)

describe('runbooks', () => {
  test('there is one for each exit code, and none for a code that does not exist', () => {
    const pages = readdirSync(folder).filter((name) => name.startsWith('exit-'))
    expect(pages.toSorted()).toEqual(codes.map((code) => `exit-${code}.md`).toSorted())
  })

  test.each(codes)('the one for %i says the state and what to do, with commands that exist', (code) => {
    const page = readFileSync(`${folder}/exit-${code}.md`, 'utf8')
    expect(page).toMatch(new RegExp(`^# Exit code ${code}: .+\\n\\n## State\\n\\n.+\\n\\n## What to do\\n\\n1\\. `))
    const named = [...page.matchAll(/`pader ([a-z]+)/g)].map(([, name]) => name)
    const known = commands.map(({ name }) => name)
    expect(named.filter((name) => !known.includes(name ?? ''))).toEqual([])
    expect(readFileSync(`${folder}/README.md`, 'utf8')).toContain(`(exit-${code}.md)`)
  })
})
