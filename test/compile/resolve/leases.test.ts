import { describe, expect, test } from 'vitest'
import { setAside } from '../../../src/plan/leased.ts'
import type { Step } from '../../../src/plan/plan.ts'
import { build, clusterFiles, rawFile } from '../support.ts'

const lease = (lines: readonly string[], expires = '2027-02-01'): string =>
  [
    'format: 1',
    'leases:',
    ...lines.map((line, index) => `  ${index === 0 ? '-' : ' '} ${line}`),
    '    reason: it was an emergency',
    '    ticket: CHG-1',
    '    owner: proxy-team',
    `    expires: ${expires}`,
    '',
  ].join('\n')

function withLeases(text: string, more: Readonly<Record<string, string>> = {}, isRunning = false) {
  const files = Object.entries({ ...clusterFiles('two-site'), 'leases.yaml': text, ...more })
  return build(
    files.map(([path, content]) => rawFile(`clusters/two-site/${path}`, content)),
    [],
    isRunning,
  )
}

const codesOf = (text: string): readonly string[] => withLeases(text).diagnostics.map(({ code }) => code)
const priority = ['node: tokyo-2', 'setting: priority']

test('what a lease names is not looked for in a location that cannot be read', () => {
  const { diagnostics } = withLeases(lease(priority), { 'locations/tokyo.yaml': 'nodes: [' })
  expect(diagnostics.map(({ code }) => code)).toEqual(['YAML-SYNTAX'])
})

describe('leases', () => {
  test('are part of the cluster, with their place', () => {
    const { cluster, diagnostics } = withLeases(lease(priority))
    expect(diagnostics).toEqual([])
    expect(cluster.leases).toMatchObject([
      { of: { kind: 'setting', node: 'tokyo-2', setting: 'priority' }, ticket: 'CHG-1', expires: '2027-02-01' },
    ])
  })

  test.each([
    ['a node that is not there', lease(['node: tokyo-9', 'setting: priority']), ['REF-LEASE']],
    ['a setting that is not there', lease(['node: tokyo-2', 'setting: priorty']), ['REF-LEASE']],
    ['both at once', lease(['node: tokyo-9', 'setting: priorty']), ['REF-LEASE', 'REF-LEASE']],
    ['a list that is not there', lease(['list: nothing']), ['REF-LEASE']],
    ['a rule set that is not there', lease(['ruleSet: nothing']), ['REF-LEASE']],
    ['settings that are not there', lease(['settings: nothing', 'key: x']), ['REF-LEASE']],
    ['what connects nodes', lease(['node: tokyo-2', 'setting: groups.network']), ['REF-LEASE']],
    ['an end that has come', lease(priority, '2020-01-01'), ['REF-LEASE-EXPIRED']],
  ])('%s', (_, text, codes) => {
    expect(codesOf(text)).toEqual(codes)
  })

  test.each([
    [['node: tokyo-2', 'list: x']],
    [['node: tokyo-2']],
    [['ruleSet: x', 'list: x']],
    [['settings: x']],
    [['setting: priority', 'key: x']],
  ])('%j is no lease', (lines) => {
    const codes = codesOf(lease(lines))
    expect(codes.length).toBeGreaterThan(0)
    expect(codes.filter((code) => !code.startsWith('SCHEMA-'))).toEqual([])
  })

  test('set aside the step that they are about until their last day is over, and no other', () => {
    const { cluster } = withLeases(lease(priority))
    const step = (node: string, setting: string) =>
      ({ kind: 'set property', node, setting, before: 1, after: 2 }) as unknown as Step
    const steps = [step('tokyo-2', 'priority'), step('tokyo-1', 'priority'), step('tokyo-2', 'updates.interval')]
    expect(setAside(steps, cluster, '2027-02-01')).toMatchObject({
      wanted: steps.slice(1),
      leased: [{ ticket: 'CHG-1' }],
    })
    expect(setAside(steps, cluster, '2027-02-02')).toEqual({ wanted: steps, leased: [] })
  })

  test('that ended, and waivers, are errors in a review and warnings while running', () => {
    const waiver = ['- code: CM-NET-015', '  scope: cluster', '  reason: one line is all there is', '  owner: net']
    const text = ['format: 1', 'waivers:', ...[...waiver, '  expires: 2020-01-01'].map((line) => `  ${line}`), ''].join(
      '\n',
    )
    const said = (isRunning: boolean) =>
      withLeases(lease(priority, '2020-01-01'), { 'waivers.yaml': text }, isRunning)
        .diagnostics.filter(({ code }) => code.endsWith('-EXPIRED'))
        .map(({ severity }) => severity)
    expect(said(false)).toEqual(['error', 'error'])
    expect(said(true)).toEqual(['warning', 'warning'])
  })
})

test('a lease covers a top-level rule set, or one value of the policy’s settings', () => {
  const policy = `format: 1
settings: { Page: { target: Block, template: t, version: '1', values: { Language: de } } }
ruleSets: [{ name: Uploads, rules: [{ name: r, action: Block<Page> }] }]
`
  const read = (lines: readonly string[]) => withLeases(lease(lines), { 'policy/50.yaml': policy })
  const both = read(['ruleSet: Uploads']).cluster.leases?.concat(
    read(['settings: Page', 'key: Language']).cluster.leases ?? [],
  )
  expect(both?.map(({ of }) => of)).toEqual([
    { kind: 'rule set', ruleSet: 'Uploads' },
    { kind: 'policy setting', settings: 'Page', key: 'Language' },
  ])
  const strange = read(['settings: Page', 'key: Langage']).diagnostics.find(({ code }) => code === 'REF-LEASE')
  expect(strange?.message).toBe('the policy has no value in the settings "Page" called "Langage"')
  expect(strange?.help).toContain('"Language"')
})
