import { expect, test } from 'vitest'
import { createCluster, type EmulatedCluster } from '../../src/emulator/cluster.ts'
import { chooseSwitches } from '../../src/emulator/choose-switches.ts'
import type { Switches } from '../../src/emulator/switches.ts'
import { documentId, emulate, keys, N1, profile, start, T1, twoSites } from '../emulator/world/two-site.ts'
import { askAll, decisionNames, report, type Finding } from './decision-report.ts'
import type { Asked } from './asking.ts'
import { notAsked, probes } from './decisions.ts'
import { emulatedTransport } from './emulated-transport.ts'
import { writingProbes } from './writing-probes.ts'

const used =
  '<ruleGroup id="5001" name="Rules" enabled="true"><rules><rule><listValue id="com.scur.type.regex.386"/></rule></rules></ruleGroup>'

/** An emulator that decides so, where changes are allowed. */
function emulator(switches: Partial<Switches>): Asked & { readonly cluster: EmulatedCluster } {
  // In the order in which they were added, which is not that of their UUIDs.
  const [first, ...others] = twoSites.nodes
  const cluster = emulate(switches, { ...twoSites, nodes: [...others, first!], ruleSets: [{ xml: used }] })
  const roles = { restHttps: { document: documentId, key: keys.runtime } }
  const closed = createCluster(twoSites, { ...profile, roles }, switches)
  let now = start
  const tick = (): number => (now += 10)
  return {
    cluster,
    entry: emulatedTransport(cluster, T1, tick),
    elsewhere: emulatedTransport(cluster, N1, tick),
    closed: emulatedTransport(closed, T1, tick),
    reader: { user: 'reader', password: 'secret' },
    writer: { user: 'writer', password: 'secret' },
    colleague: { user: 'other', password: 'secret' },
  }
}

const decided: readonly (readonly [Partial<Switches>, unseen: readonly string[]])[] = [
  [{}, ['statusConflict']],
  [
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
      statusNotFound: 410,
      statusMalformed: 422,
      statusWrongMethod: 501,
      statusListExists: 422,
      statusListInUse: 423,
      statusNotServed: 503,
      refusalBody: 'html',
      emptyAnswerType: 'xml',
      pageBeyondEnd: 'last',
      applianceMember: 'absent',
      logoutByGet: 'no',
      actionsByGet: 'yes',
      systemFilesNeedCommit: 'no',
      overlap: 'conflict',
      statusConflict: 412,
    },
    [],
  ],
  [
    { secondLogin: 'accept', applianceOrder: 'shuffle', refusalBody: 'xml', overlap: 'merge', fipsMode: 'yes' },
    ['statusConflict', 'statusSecondLogin', 'systemFilesNeedCommit'],
  ],
]

test.each(decided)(
  'what an emulator decides is what it shows, and it stays as it was: %j',
  async (switches, unseen) => {
    const chosen = chooseSwitches(switches)
    const { cluster, ...subject } = emulator(switches)
    const before = contentOf(cluster)
    const findings = await askAll(subject, chosen)
    expect(findings.map(({ decision }) => decision).toSorted()).toEqual(Object.keys(probes).toSorted())
    const seen = findings.map(({ decision, seen: one }) => [decision, 'value' in one ? one.value : 'not seen'])
    const expected = findings.map(({ decision }) => [
      decision,
      unseen.includes(decision) ? 'not seen' : String(new Map(Object.entries(chosen)).get(decision)),
    ])
    expect(seen).toEqual(expected)
    expect(contentOf(cluster)).toEqual(before)
    expect(cluster.picture().nodes.flatMap(({ sessions }) => sessions)).toEqual([])
  },
)

/** What is stored, without when. */
function contentOf(cluster: EmulatedCluster): object {
  const { savedAt: _, ...content } = cluster.dump(T1)!
  return content
}

test('every decision is asked, or it is said why it cannot be', () => {
  const told = [...Object.keys(probes), ...Object.keys(notAsked)]
  expect(told.toSorted()).toEqual([...decisionNames].toSorted())
  expect(report([]).split('\n')).toHaveLength(Object.keys(notAsked).length)
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
  const { writer: _, cluster: __, ...readOnly } = emulator({})
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
  ).toEqual(Object.keys(writingProbes).toSorted())
  expect(sent.length).toBeGreaterThan(10)
  expect(sent.filter((line) => !/^GET |^POST \/(login|logout|heartbeat)$/.test(line))).toEqual([])
})
