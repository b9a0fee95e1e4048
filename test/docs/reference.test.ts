import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { commands } from '../../src/cli/commands/index.ts'
import { run } from '../../src/cli/run.ts'
import { frontEndCodes } from '../../src/compile/codes/every-code.ts'
import type { Output } from '../../src/cli/world.ts'
import { EXIT } from '../../src/report/exit-code.ts'
import { guards } from '../../src/plan/guards/index.ts'
import { manPage } from './man-page.ts'
import { schemaPage, type Schemas } from './schema-page.ts'
import { codesFromOutside } from './codes-from-outside.ts'

const schemas: Schemas = new Map(
  readdirSync('schema')
    .filter((name) => name.endsWith('.schema.json'))
    .map((name) => [name, JSON.parse(readFileSync(`schema/${name}`, 'utf8'))]),
)

/** Schemas of files that a person writes. */
const written = [...schemas.keys()].filter((name) => !['settings.schema.json', 'plan.schema.json'].includes(name))

test.each(written)('the page of %s lists every key', async (file) => {
  const page = schemaPage(file, schemas)
  expect(page.split('\n').length).toBeGreaterThan(8)
  await expect(page).toMatchFileSnapshot(`../../docs/reference/yaml/${file.replace('.schema.json', '')}.md`)
})

async function helpOf(name: string): Promise<string> {
  let text = ''
  const output: Output = { write: (part) => (text += part), isTerminal: false, columns: 80 }
  const exitCode = await run([name, '--help'], {
    stdout: output,
    stderr: output,
    env: {},
    cwd: '.',
    home: '.',
    stop: new AbortController().signal,
    endInOrder: () => undefined,
    now: () => new Date(0),
  })
  expect(exitCode).toBe(0)
  return text
}

test('the page of commands says what each of them says itself', async () => {
  expect(commands.length).toBeGreaterThan(5)
  const parts = ['# Commands', '', 'The output of `--help` for every command.', '']
  for (const { name } of commands) parts.push(`## pader ${name}`, '', '```', (await helpOf(name)).trimEnd(), '```', '')
  await expect(parts.join('\n')).toMatchFileSnapshot('../../docs/reference/commands.md')
})

test('the page of guards names every objection to a plan, and what overrides it', async () => {
  const rows = guards.map(({ code, title, why, help, override }) => [
    `\`${code}\``,
    `${title}. ${why}`,
    help,
    override === undefined ? 'nothing' : `\`${override}\``,
  ])
  expect(rows.length).toBeGreaterThan(15)
  const page = [
    '# Guards',
    '',
    'Guards check a plan before `pader apply`, `pader rollback` or an enforcing watch carries it out. An objection stops the run with exit',
    'code 4 before anything is written. `pader rules CODE` prints the same text.',
    '',
    ...tableOf(['code', 'what it ensures, and why', 'what to do', 'override'], rows),
    '',
  ]
  await expect(page.join('\n')).toMatchFileSnapshot('../../docs/reference/guards.md')
})

test('the manual page has every command, flag and exit code, and the programs that show it find nothing to object to', async () => {
  const exitCodes = readFileSync('docs/runbooks/README.md', 'utf8')
    .split('\n')
    .flatMap((line): (readonly [string, string])[] => {
      const [, code, meaning] = /^- \[(\d+)\]\([^)]*\): (.*)$/.exec(line) ?? []
      return code === undefined || meaning === undefined ? [] : [[code, meaning]]
    })
  const own = Object.values(EXIT).filter((code) => code !== 0)
  expect(exitCodes.map(([code]) => Number(code))).toEqual([...own, ...codesFromOutside].toSorted((a, b) => a - b))
  const page = await manPage(commands, { exitCodes })
  await expect(page).toMatchFileSnapshot('../../docs/reference/pader.1')
  const shown = (program: string, ...args: readonly string[]): string | undefined => {
    const ended = spawnSync(program, args, { input: page, encoding: 'utf8' })
    if (ended.error !== undefined) {
      console.warn(`skipped: the manual page as ${program} shows it, since there is none on this machine`)
      return undefined
    }
    expect([program, ended.stderr]).toEqual([program, ''])
    return ended.stdout
  }
  // A page that is made anew has no date of its own.
  const lint = shown('mandoc', '-T', 'lint', '-W', 'warning') ?? ''
  expect(lint.split('\n').filter((line) => line !== '' && !line.includes('missing date'))).toEqual([])
  const text = shown('groff', '-man', '-Tascii', '-ww', '-P', '-cbou', '-rLL=10000n')
  if (text === undefined) return
  for (const { name, summary, isHidden } of commands) {
    if (isHidden === true) continue
    expect(text).toMatch(new RegExp(`^ +pader ${name}( |$)`, 'm'))
    expect(text).toContain(summary)
  }
  expect(text).toMatch(/--allowed-signers <file>/)
})

/** A table of Markdown as Prettier writes it. */
function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(heads), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)]
}

test('the page of codes names everything that can be said of the files', async () => {
  const rows = frontEndCodes.map(({ code, severity, title, help }) => [`\`${code}\``, severity, title, help])
  expect(rows.length).toBeGreaterThan(80)
  const page = [
    '# Codes',
    '',
    'What Pader can report about the files before it runs the [checks](../rules). Each finding has its own message, place and',
    'advice; `pader rules CODE` prints the same text.',
    '',
    ...tableOf(['code', 'severity', 'what holds', 'what to do'], rows),
    '',
  ]
  await expect(page.join('\n')).toMatchFileSnapshot('../../docs/reference/codes.md')
})

test('no page of the reference is left over', () => {
  const pages = readdirSync('docs/reference/yaml').toSorted()
  expect(pages).toEqual(written.map((name) => name.replace('.schema.json', '.md')).toSorted())
})

test('every decision has a number of its own, and its title says it', () => {
  const pages = readdirSync('docs/decisions')
  expect(pages.length).toBeGreaterThan(10)
  const numbers = pages.map((name) => Number(name.slice(0, 3)))
  expect(new Set(numbers).size, pages.join(', ')).toBe(pages.length)
  for (const [index, name] of pages.entries())
    expect(readFileSync(`docs/decisions/${name}`, 'utf8')).toMatch(new RegExp(`^# ${numbers[index]}\\. `))
})
