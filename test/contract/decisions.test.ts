import { expect, test } from 'vitest'
import { chooseSwitches } from '../../src/emulator/choose-switches.ts'
import type { Switches } from '../../src/emulator/switches.ts'
import { emulate, N1, start, T1, twoSites } from '../emulator/world/two-site.ts'
import { askAll, report, type Finding } from './decision-report.ts'
import { probes, type Asked } from './decisions.ts'
import { emulatedTransport } from './emulated-transport.ts'

/** An emulator that decides so, where changes are allowed. */
function emulator(switches: Partial<Switches>): Asked {
  // In the order in which they were added, which is not that of their UUIDs.
  const [first, ...others] = twoSites.nodes
  const cluster = emulate(switches, { ...twoSites, nodes: [...others, first!] })
  let now = start
  const tick = (): number => (now += 10)
  return {
    entry: emulatedTransport(cluster, T1, tick),
    elsewhere: emulatedTransport(cluster, N1, tick),
    reader: { user: 'reader', password: 'secret' },
    writer: { user: 'writer', password: 'secret' },
  }
}

const decided: readonly Partial<Switches>[] = [
  {},
  {
    secondLogin: 'refuse',
    statusBadCredentials: 403,
    statusNoSession: 403,
    statusSecondLogin: 423,
    backupByGet: 'no',
    applianceOrder: 'uuid',
    statusAttached: 503,
    basicAttaches: 'no',
    statusForbidden: 405,
    statusBeyondEnd: 422,
    workspace: 'when clean',
  },
  { secondLogin: 'accept', applianceOrder: 'shuffle' },
]

test.each(decided)('what an emulator decides is what it shows: %j', async (switches) => {
  const chosen = chooseSwitches(switches)
  const findings = await askAll(emulator(switches), chosen)
  expect(findings.map(({ decision }) => decision).toSorted()).toEqual(Object.keys(probes).toSorted())
  const seen = Object.fromEntries(
    findings.flatMap(({ decision, seen: one }) => ('value' in one ? [[decision, one.value]] : [])),
  )
  const expected = Object.fromEntries(
    Object.keys(seen).map((name) => [name, String(new Map(Object.entries(chosen)).get(name))]),
  )
  expect(seen).toEqual(expected)
  const unseen = findings.flatMap(({ decision, seen: one }) => ('notSeen' in one ? [decision] : []))
  expect(unseen).toEqual(switches.secondLogin === 'accept' ? ['statusSecondLogin'] : [])
})

test('an appliance that decides otherwise is told apart, with the switch that makes an emulator like it', async () => {
  const findings = await askAll(emulator({ secondLogin: 'refuse', statusNoSession: 403 }), chooseSwitches({}))
  const text = report(findings)
  expect(text).toContain(
    'contradicted  secondLogin: the emulator decides cookie, this shows refuse; --switch secondLogin=refuse',
  )
  expect(text).toContain('--switch statusNoSession=403')
  expect(text).toContain('confirmed     backupByGet: yes')
})

test('where nothing may be changed, nothing is', async () => {
  const { writer: _, ...readOnly } = emulator({})
  const sent: string[] = []
  const watched: Asked = {
    ...readOnly,
    entry: {
      ...readOnly.entry,
      send: async (request) => {
        sent.push(`${request.method} ${request.path.split('?')[0] ?? ''}`)
        return readOnly.entry.send(request)
      },
    },
  }
  const findings: readonly Finding[] = await askAll(watched, chooseSwitches({}))
  expect(
    findings
      .filter(({ seen }) => 'notSeen' in seen)
      .map(({ decision }) => decision)
      .toSorted(),
  ).toEqual(['statusBeyondEnd', 'statusForbidden', 'workspace'])
  expect(sent.length).toBeGreaterThan(10)
  expect(sent.filter((line) => !/^GET |^POST \/(login|logout)$/.test(line))).toEqual([])
})
