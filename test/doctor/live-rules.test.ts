import { describe, expect, test } from 'vitest'
import { liveRules } from '../../src/compile/rules/live-stage.ts'
import { diagnose } from '../../src/doctor/diagnose.ts'
import type { Finding } from '../../src/doctor/finding.ts'
import { engineFindings } from '../../src/doctor/findings/engines.ts'
import { judge } from '../../src/doctor/live/index.ts'
import type { LiveObservation, SeenNode } from '../../src/doctor/live/live-observation.ts'
import { readLogs } from '../../src/doctor/log/read-logs.ts'
import { siteOf } from '../../src/doctor/site.ts'
import { known, unknown } from '../../src/model/observed.ts'
import { build, clusterFiles, rawFile } from '../compile/support.ts'

const { cluster } = build(
  Object.entries(clusterFiles('two-site')).map(([path, text]) => rawFile(`clusters/two-site/${path}`, text)),
  [],
)
const [newyork1, newyork2] = cluster.nodes
const tolerant = {
  ...cluster,
  nodes: cluster.nodes.map((node) => ({
    ...node,
    settings: {
      ...node.settings,
      'clock.allowedDifference': { value: 120, origin: { layer: 'cluster' as const, place: cluster.place } },
    },
  })),
}

const node = (name: string, more: Partial<SeenNode> = {}): SeenNode => ({
  name,
  holds: true,
  version: known({ version: '12.2.15', build: '51390' }),
  skew: known({ seconds: 0, uncertainty: 0.5 }),
  ...more,
})
const healthy = cluster.nodes.map(({ name }) => node(name))
const seen = (changed: Partial<SeenNode>, more: Partial<LiveObservation> = {}): readonly Finding[] =>
  judge({
    cluster: tolerant,
    nodes: healthy.map((one) => (one.name === 'newyork-2' ? { ...one, ...changed } : one)),
    ...more,
  })
const said = (...lines: readonly string[]): readonly Finding[] =>
  diagnose(
    readLogs([{ name: 'log', writer: newyork1!.uuid.value, text: lines.join('\n') }]),
    siteOf(cluster),
    new Set(['pader-writer']),
  )

const uuid = newyork2!.uuid.value
const failed = (detail: string, message = 'co_distribute_init_subscription', at = '08:00:00.000'): string =>
  `[2026-09-01 ${at} +00:00] [Coordinator] [NodeRequestFailed] Message '<${message}>' on node ${uuid} (newyork-2) failed with error '${detail}'.`
const errno = (number: number, words: string): string =>
  `(301 - 'cannot connect') - "co_distribute_init_subscription: failure 'errno: ${number} - '${words}'' while sending request - last action: connect"`
const audit = (user: string, action: string): string =>
  `Timestamp  : 18/Sep/2026:09:36:38.487 +0700\nUser       : ${user}\nAction     : ${action}\nSource Name: x\n${'_'.repeat(12)}`
const every = (minutes: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => {
    const at = new Date(Date.UTC(2026, 8, 1, 8) + index * minutes * 60_000).toISOString().slice(11, 23)
    return failed(errno(107, 'Transport endpoint is not connected'), 'co_distribute_shared_data_raw', at)
  })

/** For each rule of stage `live` something that breaks it. */
const breaking: Readonly<Record<string, () => readonly Finding[]>> = {
  'CM-GUI-004': () => seen({}, { attachedAt: 'tokyo-2' }),
  'CM-SYN-001': () => seen({ holds: false }),
  'CM-SYN-002': () => seen({ holds: false }, { sinceCommit: 600_000 }),
  'CM-SYN-004': () => said(failed(errno(113, 'No route to host'))),
  'CM-SYN-005': () => said(...every(10, 13)),
  'CM-SYN-006': () =>
    said(
      ...every(1, 60),
      '[2026-09-01 12:00:00.000 +00:00] [Coordinator] [x] y',
      failed(errno(113, 'No route to host'), 'co_distribute_init_subscription', '12:00:00.000'),
    ),
  'CM-SYN-007': () =>
    said(
      "[2026-09-01 08:00:00.000 +00:00] [Coordinator] [StorageConfigurationRejectedLocal] Configuration rejected with status 'checking new settings failed - Invalid node path matrix / unreachable nodes'.",
    ),
  'CM-SYN-008': () =>
    said(
      'Add appliance failed: co_distribute_add_cluster_node: ssl failure on message socket 14 while sending request - last action: certificate verification.',
    ),
  'CM-SYN-009': () => said(audit('carol', 'SAVING_FAILED')),
  'CM-SYN-010': () => said(audit('carol', 'MODIFIED_CLUSTER_CONFIGURATION')),
  'CM-SYN-013': () => seen({ attachedAt: 'tokyo-2', holds: true }),
  'CM-TIME-005': () => seen({ skew: known({ seconds: 180, uncertainty: 1 }) }),
  'CM-TIME-006': () => seen({ skew: known({ seconds: 1500, uncertainty: 1 }) }),
  'CM-TIME-010': () => said(failed("(405 - 'time difference too high')")),
  'CM-UPD-015': () => engineFindings('newyork-1 9001\nnewyork-2 8990\n', cluster),
  'CM-UPD-016': () => said('License: the licence of appliance newyork-2 has expired'),
}

describe('rules of stage live', () => {
  test('each has an example that breaks it', () => {
    expect(Object.keys(breaking).toSorted()).toEqual(liveRules.map(({ code }) => code).toSorted())
  })

  test.each(liveRules)('$code: $title', ({ code }) => {
    const findings = breaking[code]!()
    // The advice of CM-TIME-010 is part of what the other rules about clocks say.
    if (code === 'CM-TIME-010') {
      expect(findings.flatMap(({ remedy }) => remedy)).toContain('$ service ntpdate start')
      return
    }
    const own = findings.filter((finding) => finding.code === code)
    expect(own, JSON.stringify(findings)).not.toEqual([])
    for (const { what, cause, remedy } of own) {
      expect([what, cause, ...remedy].every((text) => text.length > 5 && !text.endsWith('.'))).toBe(true)
    }
  })

  test('a healthy cluster breaks none of them', () => {
    expect(seen({})).toEqual([])
    expect(said(audit('pader-writer', 'MODIFIED_CLUSTER_CONFIGURATION'), audit('carol', 'USER_LOGIN'))).toEqual([])
    expect(engineFindings('newyork-1 9001\nnewyork-2 9001\ntokyo-1 8000\n', cluster)).toEqual([])
  })

  test('that a node out of service is silent or behind breaks none, and that its clock or version is wrong does', () => {
    const repair = { reason: 'a disk', ticket: 'CHG-4712', expires: '2027-01-31' }
    const outOfService = { value: repair, origin: { layer: 'node' as const, place: cluster.place } }
    const nodes = tolerant.nodes.map((one) => (one.name === 'newyork-2' ? { ...one, outOfService } : one))
    const codes = (changed: Partial<SeenNode>) =>
      seen(changed, { cluster: { ...tolerant, nodes } }).map(({ code }) => code)
    expect(codes({ holds: false })).toEqual([])
    expect(codes({ skew: unknown('nobody answers') })).toEqual([])
    expect(codes({ skew: known({ seconds: 1500, uncertainty: 1 }) })).toEqual(['CM-TIME-006'])
    expect(codes({ version: known({ version: '12.2.20', build: '1' }) })).toEqual(['CM-VER-001'])
  })

  test('different versions are named, and different builds where the versions agree', () => {
    const of = (version: string, build: string) => seen({ version: known({ version, build }) }).map(({ code }) => code)
    expect(of('12.2.20', '1')).toEqual(['CM-VER-001'])
    expect(of('12.2.15', '51391')).toEqual(['CM-VER-002'])
    expect(of('12.2.15', '51390')).toEqual([])
  })
})
