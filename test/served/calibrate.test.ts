import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { parseDialect } from '../../src/dialect/parse-dialect.ts'
import { settingNames } from '../../src/model/setting-shapes.ts'
import { shippedDialect } from '../dialect/shipped.ts'
import { setScene, worldOf, type Scene } from './scene.ts'

const truth = shippedDialect('emulator').settings
const tokyo1 = '564D9E0F-0826-9B8D-3BEB-0DC024262A64'

let scene: Scene
beforeAll(async () => {
  scene = await setScene()
})
afterAll(async () => scene.close())

/** Calls `pader calibrate`; `answer` gets the name of the setting that is asked about, or of the one that was changed. */
async function calibrate(
  args: readonly string[],
  answer?: (setting: string, changed: boolean) => string | undefined,
): Promise<{ exitCode: number; said: string }> {
  const lines: string[] = []
  const world = worldOf(lines, new AbortController().signal)
  const ask = async (question: string): Promise<string | undefined> => {
    lines.push(question)
    return answer?.(/\(([A-Za-z.]+)/.exec(question)?.[1] ?? '', question.includes('after changing and saving'))
  }
  const exitCode = await run(
    ['calibrate', 'two-site', '--host-config', scene.hostFile, '--into', scene.folder, ...args],
    {
      ...world,
      ...(answer === undefined ? {} : { ask }),
    },
  )
  return { exitCode, said: lines.join('') }
}

describe('pader calibrate', () => {
  test('asks what the UI shows, has fields changed there, and writes down what is certain', async () => {
    const shown: Readonly<Record<string, string>> = {
      listeners: '10.81.0.11:12346',
      priority: '10',
      'groups.network': 'tokyo, transit',
      'groups.runtime': 'tokyo',
      'groups.update': 'tokyo',
      'ntp.servers': '10.81.0.3, 10.81.0.4, 10.1.0.3',
      'ntp.enabled': 'true',
      'rest.http': '-',
    }
    const before = scene.requests.length
    const { exitCode, said } = await calibrate(['--node', 'tokyo-1', '--entry', 'tokyo-1'], (setting, changed) => {
      if (!changed) return shown[setting] ?? '-'
      if (setting !== 'priority' && setting !== 'groups.runtime') return ''
      const { document, key } = truth.get(setting)!
      const value = setting === 'priority' ? '11' : 'tokyo-data'
      const change = { kind: 'property', node: tokyo1, document, key, value } as const
      const outcome = scene.emulated.control({ kind: 'save by hand', node: tokyo1, user: 'admin', change }, Date.now())
      expect(outcome).toEqual({ kind: 'done' })
      return value
    })
    expect(exitCode, said).toBe(0)
    const file = join(scene.folder, 'two-site', 'dialect.json')
    const { value, diagnostics } = parseDialect(JSON.parse(await readFile(file, 'utf8')), file)
    expect(diagnostics).toEqual([])
    const learned = [...value!.settings.keys()]
    expect(learned).toEqual(
      expect.arrayContaining([
        'listeners',
        'priority',
        'groups.network',
        'groups.runtime',
        'groups.update',
        'ntp.servers',
      ]),
    )
    for (const { provenance, ...entry } of value!.settings.values()) {
      const { provenance: _, ...real } = truth.get(entry.setting)!
      expect(entry).toEqual(real)
      expect(provenance).toMatchObject({ mark: 'calibrated', product: '12.2.15-51390' })
    }
    expect(value!.settings.get('priority')!.provenance.source).toContain('changed to 11 at tokyo-1')
    expect(value!.facts.get('backup.layout')?.provenance.mark).toBe('calibrated')
    expect(said).toContain('yes  change network groups')
    expect(said).toMatch(/missing .*rest\.http/s)
    const methods = scene.requests.slice(before).map((line) => line.replace(/^(\S+) \/Konfigurator\/REST/, '$1 '))
    expect(methods.filter((line) => !/^GET |^POST {1,2}\/(login|logout|backup)$/.test(line))).toEqual([])
  })

  test('takes what the UI shows from a file, for several nodes and without a question; what is wrong in it is said with its place', async () => {
    const values = join(scene.folder, 'values.yaml')
    await writeFile(
      values,
      `format: 1
nodes:
  tokyo-1: { uuid: ${tokyo1}, priority: ten }
`,
    )
    const wrong = await calibrate(['--values', values])
    expect(wrong.exitCode).toBe(3)
    expect(wrong.said).toContain(`${values}:3:68 expected a whole number, found "ten"`)
  })

  test('prints the rules that are to be made by hand, and learns nothing from a rule set that has none', async () => {
    const recipe = await calibrate(['--recipe'])
    expect(recipe.exitCode).toBe(0)
    expect(recipe.said).toContain('\ncal: Proxy.IP equals "192.0.2.1" -> ')
    const file = join(scene.folder, 'export.xml')
    await writeFile(file, '<libraryContent><libraryObject><name>x</name></libraryObject></libraryContent>')
    const nothing = await calibrate(['--export', file])
    expect(nothing.exitCode).toBe(9)
    expect(nothing.said).toContain('has no rule whose name starts with "cal: "')
    await writeFile(file, '<html/>')
    const other = await calibrate(['--export', file])
    expect(other.exitCode).toBe(3)
    expect(other.said).toContain('is not a rule set export')
  })

  test('without a terminal and without values it says what it needs', async () => {
    const { exitCode, said } = await calibrate([])
    expect(exitCode).toBe(64)
    expect(said).toContain('--values')
  })

  test('every setting has a question', async () => {
    const asked = new Set<string>()
    await calibrate(['--into', join(scene.folder, 'other')], (setting) => {
      asked.add(setting)
      return ''
    })
    expect([...asked].filter((name) => settingNames.some((known) => known === name))).toEqual([...settingNames])
  })
})
