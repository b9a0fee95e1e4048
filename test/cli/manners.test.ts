import { Command as Parser } from 'commander'
import { expect, test } from 'vitest'
import { commands } from '../../src/cli/commands/index.ts'
import { readWords } from '../../src/cli/complete/words.ts'
import { fromEnvironment, twinOf } from '../../src/cli/environment.ts'
import { run } from '../../src/cli/run.ts'
import type { World } from '../../src/cli/world.ts'
import { pader } from './support.ts'

async function parserOf(name: string): Promise<{ parser: Parser; examples: readonly (readonly [string, string])[] }> {
  const entry = commands.find((one) => one.name === name)!
  const { command } = await entry.load()
  const parser = new Parser(name).exitOverride().configureOutput({ writeErr: () => undefined })
  command.configure(parser)
  return { parser, examples: command.examples }
}

test.each(commands.map(({ name }) => name))(
  'the help of %s starts with examples, and each of them is a call',
  async (name) => {
    const { examples } = await parserOf(name)
    expect(examples.length).toBeGreaterThan(0)
    const { stdout, exitCode } = await pader('.', name, '--help')
    expect(exitCode).toBe(0)
    expect(stdout.startsWith('Examples:\n  ')).toBe(true)
    for (const [call, does] of examples) {
      expect(stdout).toContain(`  ${call}\n      ${does}\n`)
      // What becomes of its output is the shell's business.
      const [own = ''] = call.replaceAll(/ [<>] \S+/g, '').split(' | ')
      const words: readonly string[] = own.match(/'[^']*'|\S+/g) ?? []
      const at = words.indexOf('pader')
      // An example that a shell evaluates shows another command.
      if (at !== 0) continue
      expect(words[1]).toBe(name)
      // Parsed, not carried out: an unknown flag or a missing argument throws.
      const { parser } = await parserOf(name)
      parser.action(() => undefined)
      await parser.parseAsync(words.slice(2), { from: 'user' })
    }
  },
)

test('the version is told as other tools tell it, too', async () => {
  const asked = await pader('.', '--version')
  expect(asked).toMatchObject({ exitCode: 0, stderr: '' })
  expect(asked.stdout).toBe((await pader('.', 'version')).stdout)
  expect((await pader('.')).stdout).toContain('--version')
})

test('every command whose text may be coloured takes --color', async () => {
  const all = await Promise.all(
    commands.map(async ({ name }) => ({ name, options: (await parserOf(name)).parser.options })),
  )
  const without = all.filter(({ options }) => !options.some(({ long }) => long === '--color')).map(({ name }) => name)
  // What these say is never coloured; a new one belongs here only if that holds for it.
  expect(without.toSorted().join(' ')).toBe(
    'calibrate complete completion control demo emulate hold import init journal lock notify release runbook schema share version',
  )
})

test.each([
  [['compil'], "unknown command 'compil'\n(Did you mean compile?)"],
  [['compile', '--dry-rum'], "unknown option '--dry-rum'\n(Did you mean --dry-run?)"],
  [['compile', '--base', 'HEAD', '--fail-on', 'hihg'], 'unknown gate "hihg": did you mean "high"?'],
  [['compile', '--output', 'jsn'], 'unknown output format "jsn": did you mean "json"?'],
  [['compile', '--dry-run', '--cluster', 'two-sit'], 'no cluster "two-sit": did you mean "two-site"?'],
  [['compile', '--dry-run', '--location', 'tokio'], 'no location "tokio": did you mean "tokyo"?'],
  [['compile', '--dry-run', '--node', 'tokio-2'], 'no node "tokio-2": did you mean "tokyo-2"?'],
  [['graph', '--cluster', 'two-sit'], 'no cluster "two-sit": did you mean "two-site"?'],
  [
    ['fmt', '--color', 'pink'],
    "option '--color <when>' argument 'pink' is invalid. Allowed choices are auto, always, never.",
  ],
  [['unused', '--now', 'yesterday'], '--now takes a date like 2027-03-31, not "yesterday"'],
  [['backup', 'take', '--if-older', 'soon'], '--if-older takes hours above 0, not "soon"'],
  [['backup', 'prune', '--keep-last', '0'], '--keep-last takes a whole number from 1, not "0"'],
  [['backup', 'prune', '--keep-days', '1.5'], '--keep-days takes a whole number from 1, not "1.5"'],
  [['watch', '--poll', '1e3'], '--poll takes seconds above 0, up to 86400 (a day), not "1e3"'],
  [['watch', '--probe', '0'], '--probe takes seconds above 0, up to 86400 (a day), not "0"'],
  [['watch', '--sweep='], '--sweep takes seconds above 0, up to 86400 (a day), not ""'],
  [['watch', '--serve', 'all:80'], '--serve takes a port from 0 to 65535, not "all:80"'],
  [['status', '--every=0.5'], '--every takes seconds from 1 to 86400 (a day), not "0.5"'],
  [['emulate', '--port', '0x10'], '--port takes a port from 0 to 65535, not "0x10"'],
  [['emulate', '--control', '-1'], '--control takes a port from 0 to 65535, not "-1"'],
  [['watch', '--mode', 'enforced'], '--mode takes observe, propose or enforce, not "enforced"'],
  [['plan', '--upgrade', 'quickly'], '--upgrade takes break or rolling, not "quickly"'],
  [['emulate', '--http', '70000'], '--http takes a port from 0 to 65535, not "70000"'],
  [['simulate', 'loss', 'tokio'], 'no location or node "tokio": did you mean "tokyo"?'],
])('%j is a mistake of use, and said with what would be right', async (args, said) => {
  const { exitCode, stderr, stdout } = await pader('.', ...args)
  expect(stderr).toContain(said)
  expect({ exitCode, stdout }).toEqual({ exitCode: 64, stdout: '' })
})

async function withEnvironment(
  env: World['env'],
  ...args: readonly string[]
): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' }
  const stream = (name: 'out' | 'err'): World['stdout'] => ({
    write: (text) => void (written[name] += text),
    isTerminal: false,
    columns: 80,
  })
  const cwd = process.cwd()
  const stop = new AbortController().signal
  const world: World = {
    stdout: stream('out'),
    stderr: stream('err'),
    env,
    cwd,
    home: cwd,
    stop,
    endInOrder: () => undefined,
    now: () => new Date(0),
  }
  return { code: await run(args, world), ...written }
}

test('the environment sets what no flag does, and a flag wins', async () => {
  const { out } = await withEnvironment({ PADER_OUTPUT: 'json', PADER_CLUSTER: 'two-site' }, 'graph')
  expect(JSON.parse(out).clusters.map(({ name }: { name: string }) => name)).toEqual(['two-site'])
  const other = await withEnvironment({ PADER_CLUSTER: 'two-site' }, 'graph', '--cluster=three-site')
  expect(other.out).toContain('three-site')
  expect(other.out).not.toContain('two-site')
})

test('what the environment says wrongly is said with where it came from', async () => {
  const wrong = await withEnvironment({ PADER_COLOR: 'pink' }, 'graph')
  expect(wrong.code).toBe(64)
  expect(wrong.err).toContain('the environment adds --color=pink')
  const judged = await withEnvironment({ PADER_NOW: 'yesterday' }, 'unused')
  expect(judged).toMatchObject({
    code: 64,
    err: 'the environment adds --now=yesterday\npader: --now takes a date like 2027-03-31, not "yesterday"\n  see pader unused --help\n',
  })
  expect(await withEnvironment({ PADER_POLL: 'soon' }, 'watch')).toMatchObject({
    code: 64,
    err: expect.stringContaining('the environment adds --poll=soon\npader: --poll takes seconds above 0'),
  })
  expect(await withEnvironment({ PADER_DRY_RUN: 'maybe' }, 'compile')).toMatchObject({
    code: 64,
    err: 'pader: PADER_DRY_RUN is a switch: it takes 1 or 0, not "maybe"\n  see pader compile --help\n',
  })
})

test('a call that is wrong names its runbook where the command could have reached appliances', async () => {
  for (const call of [
    ['apply', '--nonsense'],
    ['diff', '--output', 'pdf'],
  ] as const) {
    const { err, code } = await withEnvironment({}, ...call)
    expect([call[0], code]).toEqual([call[0], 64])
    expect(err).toMatch(/\n {2}more: pader runbook 64\n$/)
  }
  expect((await withEnvironment({}, 'graph', '--output', 'pdf')).err).not.toContain('runbook')
})

const inTheCall = `--yes --confirm --sign --mode --why --until
  --all --to --to-backup --files --upgrade --keep-days --keep-last`.split(/\s+/)

test('every option has a twin, but consent is given in the call alone, and so is what makes a change a larger one', async () => {
  const without: string[] = []
  for (const { name } of commands) {
    const { parser } = await parserOf(name)
    for (const option of parser.options)
      if (twinOf(option) === undefined && !option.description.startsWith('override GUARD-'))
        without.push(option.long ?? '')
  }
  expect(new Set(without)).toEqual(new Set(inTheCall))
  const { parser } = await parserOf('apply')
  const { parser: ofHold } = await parserOf('hold')
  expect(fromEnvironment(ofHold, [], { PADER_ALL: '1', PADER_CLUSTER: 'a' })).toEqual(['--cluster=a'])
  expect(fromEnvironment(ofHold, ['--all'], { PADER_CLUSTER: 'a' })).toEqual([])
  expect(fromEnvironment(parser, [], { PADER_YES: '1', PADER_QUIET: '1', PADER_SUMMARY: '0' })).toEqual(['--quiet'])
})

test('an option that can be repeated takes several values from the environment', async () => {
  const { parser } = await parserOf('compile')
  expect(fromEnvironment(parser, [], { PADER_FAIL_ON: 'high  unreachable' })).toEqual([
    '--fail-on=high',
    '--fail-on=unreachable',
  ])
  // One whose value is judged as it is read takes one all the same.
  const { parser: ofApply } = await parserOf('apply')
  expect(fromEnvironment(ofApply, [], { PADER_NOW: '2027-01-15 ' })).toEqual(['--now=2027-01-15 '])
})

test('the words of a call are put together as they were typed', () => {
  expect(readWords(2, ['pader', 'path', 'tok'])).toEqual({ before: ['path'], current: 'tok' })
  expect(readWords(4, ['pader', 'compile', '--output', '=', 'sa'])).toEqual({
    before: ['compile'],
    current: '--output=sa',
  })
  expect(readWords(2, ['pader', 'compile'])).toEqual({ before: ['compile'], current: '' })
  expect(readWords(3, ['pader', 'compile', '--output', '='])).toEqual({ before: ['compile'], current: '--output=' })
})

test.each([
  [['explain'], "error: missing required argument 'node'\n  see pader explain --help\n"],
  [
    ['compile', '--dryrun'],
    "error: unknown option '--dryrun'\n(Did you mean --dry-run?)\n  see pader compile --help\n",
  ],
  [['compiel'], "error: unknown command 'compiel'\n(Did you mean compile?)\n  see pader --help\n"],
  [['compile', 'clusters/twosite'], 'pader: there is no "clusters/twosite" here: did you mean "clusters/two-site"?\n'],
  [
    ['compile', 'elsewhere'],
    'pader: there is no "elsewhere" here: name a folder of clusters or the folder of one cluster (default: "clusters")\n',
  ],
])('a call that is mistyped is told how it is written: %j', async (args, said) => {
  expect((await pader('.', ...args)).stderr).toBe(said)
})
