import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DateTime } from 'luxon'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { diskStore } from '../../src/cli/process/disk-store.ts'
import { systemClock } from '../../src/cli/process/system-clock.ts'
import { run } from '../../src/cli/run.ts'
import { clusterName, nodeName } from '../../src/model/names.ts'
import { openJournal } from '../../src/reconcile/journal/journal.ts'
import { setScene, worldOf, type Scene } from './scene.ts'

vi.setConfig({ testTimeout: 60_000 })

/** Where the emulator keeps a setting. */
const dialect = JSON.parse(readFileSync('schema/dialects/emulator.json', 'utf8')) as {
  readonly settings: { readonly priority: { readonly document: string; readonly key: string } }
}

let scene: Scene
beforeEach(async () => {
  scene = await setScene()
})
afterEach(async () => scene.close())

async function pader(...args: string[]): Promise<{ readonly exitCode: number; readonly said: string }> {
  const lines: string[] = []
  const world = { ...worldOf(lines, new AbortController().signal), cwd: scene.repository }
  const exitCode = await run([...args, '--host-config', scene.hostFile], world)
  // Lines are wrapped to the terminal; what they say is not.
  return { exitCode, said: lines.join('').replaceAll(/\s+/g, ' ') }
}

const written = (): string[] => scene.requests.filter((line) => /^(PUT|DELETE) |\/commit$/.test(line))

/** Wants another priority at tokyo-2, which is not the entry node. */
async function wantPriority(priority: number): Promise<void> {
  const file = join(scene.repository, 'clusters', 'two-site', 'locations', 'tokyo.yaml')
  const text = (await readFile(file, 'utf8')).replace(/    priority: \d+\n/, '')
  await writeFile(file, text.replace('address: 10.81.0.12\n', `address: 10.81.0.12\n    priority: ${priority}\n`))
}

/** Adds lines to the cluster in the host file. */
async function hostFileWith(lines: string): Promise<void> {
  const text = await readFile(scene.hostFile, 'utf8')
  const added = text.replace(/( +)reader:/, (found, indent: string) => `${indent}${lines}\n${found}`)
  expect(added).not.toBe(text)
  await writeFile(scene.hostFile, added)
}

/** Somebody changes the priority of tokyo-2 at the appliance's own page, some time before the next command. */
async function priorityByHand(priority: number): Promise<void> {
  const node = scene.emulated.picture().nodes.find(({ title }) => title === 'tokyo-2')!
  const { document, key } = dialect.settings.priority
  const change = { kind: 'property', node: node.uuid, document, key, value: String(priority) } as const
  const by = { node: node.uuid, user: 'colleague' }
  expect(scene.emulated.control({ kind: 'save by hand', ...by, change }, Date.now())).toEqual({ kind: 'done' })
  // On its way to the others, it would be met by a fast apply at some nodes and not yet at the entry node.
  await expect
    .poll(() => {
      scene.emulated.advance(Date.now())
      return new Set(scene.emulated.holdings().values()).size
    })
    .toBe(1)
}

const otherDay = DateTime.now().setZone('Asia/Tokyo').plus({ days: 3 }).setLocale('en').weekdayLong!.toLowerCase()

describe('change times of the host file', () => {
  test('outside of every window of the location nothing is written, unless by name', async () => {
    await wantPriority(20)
    await hostFileWith(`windows: [{ days: [${otherDay}], from: "22:00", to: "23:00", locations: [tokyo] }]`)
    const closed = await pader('apply', '--yes')
    expect(closed.exitCode).toBe(4)
    expect(closed.said).toMatch(
      /GUARD-WINDOW: no change window of location tokyo is open \(22:00–23:00 Asia\/Tokyo\); the next one opens at \S+T13:00:00Z/,
    )
    expect(written()).toEqual([])
    const planned = await pader('plan')
    expect([planned.exitCode, planned.said]).toEqual([4, expect.stringContaining('GUARD-WINDOW')])
    expect((await pader('apply', '--yes', '--outside-window')).exitCode).toBe(0)
    expect(written().length).toBeGreaterThan(0)
  })

  test('a window of another location does not count for this one', async () => {
    await wantPriority(20)
    await hostFileWith(`windows: [{ days: [${otherDay}], from: "22:00", to: "23:00", locations: [newyork] }]`)
    expect((await pader('apply', '--yes')).exitCode).toBe(0)
  })

  test('a freeze stops what a window allows', async () => {
    await wantPriority(20)
    await hostFileWith(
      'windows: [{ from: "00:00", to: "00:00" }]\n' +
        '    freezes: [{ from: "2020-01-01T00:00", to: "2099-01-01T00:00", why: the audit }]',
    )
    const frozen = await pader('apply', '--yes')
    expect([frozen.exitCode, frozen.said]).toEqual([
      4,
      expect.stringContaining('GUARD-FREEZE: location tokyo is frozen'),
    ])
    expect(frozen.said).toContain('the audit')
    expect(frozen.said).not.toContain('GUARD-WINDOW')
    expect(written()).toEqual([])
  })

  test('a location that is misspelt is an error and not a window for nobody', async () => {
    await hostFileWith('windows: [{ from: "22:00", to: "23:00", locations: [tokio] }]')
    const ended = await pader('plan')
    expect([ended.exitCode, ended.said]).toEqual([
      3,
      expect.stringMatching(/name "tokio" nodes: unchanged.* to do: .* it has newyork, tokyo/),
    ])
  })
})

test('a saved plan that is older than a day is not carried out', async () => {
  await wantPriority(20)
  const file = join(scene.folder, 'plan.json')
  expect((await pader('plan', '--save', file)).exitCode).toBe(2)
  const yesterday = DateTime.now().minus({ hours: 25 }).toUTC().toISO()
  await writeFile(file, (await readFile(file, 'utf8')).replace(/"madeAt": "[^"]+"/, `"madeAt": "${yesterday}"`))
  const old = await pader('apply', file)
  expect([old.exitCode, old.said]).toEqual([4, expect.stringContaining('GUARD-EXPIRED')])
  expect(written()).toEqual([])
})

describe('what somebody changed at the appliance since the last apply', () => {
  test('is brought back where the repository did not change it', async () => {
    await wantPriority(20)
    expect((await pader('apply', '--yes')).exitCode).toBe(0)
    await priorityByHand(30)
    const healed = await pader('apply', '--yes')
    expect([healed.exitCode, healed.said]).toEqual([0, expect.stringContaining('priority 30 → 20')])
  })

  test('stops an apply where the repository changed it too', async () => {
    await wantPriority(20)
    expect((await pader('apply', '--yes')).exitCode).toBe(0)
    const before = written().length
    await priorityByHand(30)
    await wantPriority(40)
    const stopped = await pader('apply', '--yes')
    expect(stopped.exitCode).toBe(4)
    expect(stopped.said).toContain(
      'GUARD-FOREIGN-CHANGE: changed by somebody else since the last apply: priority of tokyo-2',
    )
    expect(written()).toHaveLength(before)
    expect((await pader('apply', '--yes', '--allow-foreign-change')).exitCode).toBe(0)
  })
})

test('a node that was behind when the last run ended stops the next one, until it is seen to have caught up', async () => {
  const store = diskStore(`${scene.hostFile}.d/state`)
  const journal = await openJournal(store, systemClock, clusterName('two-site'), 'earlier')
  const verification = { level: 3, confirmed: [], behind: [nodeName('newyork-2')], notConfirmed: [] } as const
  await journal.add({ kind: 'verified', phase: 1, verification })
  await wantPriority(20)
  const asking = await readFile(scene.hostFile, 'utf8')
  await writeFile(scene.hostFile, asking.replace('askNodes: true', 'askNodes: false'))
  const blind = await pader('apply', '--yes')
  expect([blind.exitCode, blind.said]).toEqual([4, expect.stringContaining('GUARD-OUT-OF-SYNC: newyork-2 holds')])
  expect(written()).toEqual([])
  await writeFile(scene.hostFile, asking)
  expect((await pader('apply', '--yes')).exitCode).toBe(0)
})

test('a saved plan that somebody changed so that it is none any more is refused with what is wrong', async () => {
  await wantPriority(20)
  const file = join(scene.folder, 'plan.json')
  expect((await pader('plan', '--save', file)).exitCode).toBe(2)
  const text = await readFile(file, 'utf8')
  await writeFile(
    file,
    text.replace('"kind": "settings"', '"kind": "anything"').replace('"ordinal": 1', '"ordinal": 0'),
  )
  const refused = await pader('apply', file)
  expect(refused.exitCode).toBe(3)
  expect(refused.said).toMatch(/phases\/0\/ordinal must be >= 1/)
  expect(refused.said).toContain('make a new one')
  expect(written()).toEqual([])
})
