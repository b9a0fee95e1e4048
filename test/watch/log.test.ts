import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { parseHostFile, type HostFile } from '../../src/appliance/host-file.ts'
import { watchLog, type LogFormat, type WatchLog } from '../../src/cli/watch/log/log.ts'
import { createScrubber } from '../../src/cli/watch/log/scrub.ts'
import { logEvents } from '../../src/report/watch/log-entry.ts'
import { running, setScene, worldOf, type Running, type Scene } from '../served/scene.ts'

vi.setConfig({ testTimeout: 60_000 })

/** A host file whose secrets are in the environment. */
function hostFile(): HostFile {
  const account = (user: string, name: string) => ({ user, password: `env:${name}` })
  const host = {
    format: 1,
    stateDirectory: '/state',
    clusters: {
      c: {
        nodes: { a: { address: '10.0.0.1', trust: { certificate: ['0'.repeat(64)] } } },
        reader: account('reader', 'READER'),
        writer: account('writer', 'WRITER'),
        emulator: { control: 'http://127.0.0.1:1', secret: 'env:CONTROL' },
        forge: { kind: 'github', repository: 'a/b', token: 'env:FORGE' },
      },
    },
    sharedState: { address: 'db.example.com', database: 'pader', ...account('state', 'STATE') },
    serve: { port: 1, token: 'env:TOKEN' },
    webhook: { kind: 'generic', secret: 'env:HOOK' },
    notify: [
      { kind: 'slack', url: 'env:URL' },
      { kind: 'email', host: 'h', from: 'a@b.example', to: ['c@d.example'], user: 'mailer', password: 'env:MAIL' },
    ],
  }
  const { value, diagnostics } = parseHostFile(host, 'host.yaml')
  if (value === undefined) throw new Error(JSON.stringify(diagnostics))
  return value
}

/** Every part of an entry that a secret could come with. */
async function written(format: LogFormat, env: Record<string, string>, say: (log: WatchLog) => void): Promise<string> {
  const lines: string[] = []
  const world = { ...worldOf(lines, new AbortController().signal), env }
  const scrubber = createScrubber(world)
  await scrubber.learn(hostFile())
  say(watchLog({ format, color: 'never', scrubber, world }))
  return lines.join('')
}

const secret = fc.string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 24 }).filter((text) => text.trim() === text)

test.each(['text', 'json'] as const)(
  'no secret of the host file stands in what is said as %s, whoever says it',
  async (format) => {
    const names = ['READER', 'WRITER', 'CONTROL', 'FORGE', 'STATE', 'TOKEN', 'HOOK', 'URL', 'MAIL']
    await fc.assert(
      fc.asyncProperty(fc.tuple(...names.map(() => secret)), fc.string(), async (values, around) => {
        const env = Object.fromEntries(names.map((name, index) => [name, values[index]!]))
        const said = (text: string): string => `${around} ${text} ${around}`
        const forms = values.flatMap((value) => [value, encodeURIComponent(value)])
        forms.push(Buffer.from(`writer:${env['WRITER']}`).toString('base64'))
        const output = await written(format, env, (log) => {
          for (const form of forms) {
            log.say({
              event: 'notice',
              level: 'info',
              message: said(form),
              fields: { why: said(form), list: [said(form)] },
            })
            log.say({ event: 'planned', level: 'info', message: '' }, () => said(form))
            log.around(worldOf([], new AbortController().signal)).stderr.write(`pader: ${said(form)}\n`)
          }
        })
        // What a reader of the log gets to see, JSON undone.
        const seen =
          format === 'text'
            ? output
            : output
                .split('\n')
                .flatMap((line) => (line === '' ? [] : [read(line)]))
                .join('\n')
        // What surrounds it may hold it by chance.
        for (const form of forms) if (!around.includes(form)) expect(seen).not.toContain(form)
        expect(output.length).toBeGreaterThan(forms.length)
      }),
      { numRuns: 60 },
    )
  },
)

function read(line: string): string {
  const texts = (value: unknown): readonly string[] =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'object' && value !== null
        ? Object.values(value).flatMap(texts)
        : []
  return texts(JSON.parse(line)).join('\n')
}

test('a password in an address is starred out without being known', async () => {
  for (const format of ['text', 'json'] as const) {
    const output = await written(format, {}, (log) =>
      log.say({
        event: 'fetch failed',
        level: 'warning',
        message: "unable to access 'https://git:hunter2@git.example/x'",
      }),
    )
    expect(output).toContain('https://git:*******@git.example/x')
  }
})

test('what is written past the log is a line of it, and lines of text stay text', async () => {
  const past = (log: WatchLog): void => {
    const world = log.within({ cluster: 'c', pass: 'p' }).around(worldOf([], new AbortController().signal))
    world.stderr.write('pader: warning: a "lease" has ended\n  and more\n')
  }
  const line: unknown = JSON.parse(await written('json', {}, past))
  expect(line).toMatchObject({
    level: 'warning',
    event: 'notice',
    cluster: 'c',
    pass: 'p',
    message: 'a "lease" has ended\n  and more',
  })
  expect(await written('text', {}, past)).toBe('pader: warning: a "lease" has ended\n  and more\n')
})

describe('pader watch --log-format json', () => {
  let scene: Scene
  let pader: Running | undefined
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pader-log-'))
    scene = await setScene()
  })
  afterEach(async () => {
    await pader?.stop()
    pader = undefined
    await scene.close()
    await rm(folder, { recursive: true, force: true })
  })

  test('says every line as one object that fits the published schema, ties it to its pass and run, and tells no secret', async () => {
    const canaries = [scene.writer.password, (await readFile(`${scene.hostFile}.d/reader`, 'utf8')).trim()]
    const file = join(scene.repository, 'clusters', 'two-site', 'locations', 'tokyo.yaml')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace('address: 10.81.0.12\n', 'address: 10.81.0.12\n    priority: 20\n'))
    const args = ['--files', '--mode', 'enforce', '--log-format', 'json', '--color', 'always']
    pader = running(['watch', '--host-config', scene.hostFile, ...args], scene.repository)
    await pader.hears(/"result":"applied"/)
    // An error of the YAML is told by many lines of text, which are one line here.
    await writeFile(file, 'format: 1\nnodes: [')
    await pader.hears(/"result":"needs a person"/)
    await pader.stop()
    const said = pader.said()
    const ajv = new Ajv({ strict: false })
    const fits = ajv.compile(JSON.parse(await readFile('schema/output/watch-log.schema.json', 'utf8')))
    const lines = said
      .trimEnd()
      .split('\n')
      .map((line): Record<string, string> => JSON.parse(line))
    for (const line of lines) {
      expect(fits(line), JSON.stringify([line, fits.errors])).toBe(true)
      expect(logEvents).toContain(line['event'])
    }
    const first = lines.find(({ event }) => event === 'pass started')!
    const ofPass = lines.filter(({ pass }) => pass === first['pass'])
    const events = ofPass.map(({ event }) => event)
    expect(events[0]).toBe('pass started')
    expect(events.at(-1)).toBe('pass ended')
    expect(events).toEqual(expect.arrayContaining(['observed', 'backed up', 'phase started', 'committed', 'verified']))
    const runs = new Set(ofPass.flatMap(({ run }) => run ?? []))
    expect(runs.size).toBe(1)
    expect(await readFile(`${scene.hostFile}.d/state/journal/two-site.jsonl`, 'utf8')).toContain([...runs][0])
    expect(
      lines.some(({ event, level, message }) => event === 'notice' && level === 'warning' && message?.includes('YAML')),
    ).toBe(true)
    expect(said).not.toContain('\\u001b')
    for (const canary of canaries) {
      expect(canary.length).toBeGreaterThan(7)
      expect(said).not.toContain(canary)
    }
  })

  test('ends with a line of JSON too', async () => {
    pader = running(['watch', '--host-config', join(folder, 'nowhere.yaml'), '--log-format', 'json'], scene.repository)
    await pader.hears(/\}\n/)
    expect(await pader.stop()).toBe(3)
    expect(JSON.parse(pader.said())).toMatchObject({ event: 'ended', level: 'error', exitCode: 3 })
  })
})
