import { expect, test } from 'vitest'
import { hasErrors } from '../../../src/source/diagnostic.ts'
import type { RawFile } from '../../../src/source/source-file.ts'
import { build, buildCluster, clusterFiles, exampleFiles, rawFile } from '../support.ts'

const APART = { 'locations/newyork.yaml': 'nodes: { newyork-1: { transit: false } }' }
const waiver = (more: string): string =>
  `format: 1\nwaivers:\n  - { reason: the link is being built, owner: team-a, ${more} }`

test('a waived finding stays visible and no longer counts', () => {
  const { diagnostics } = buildCluster({
    ...APART,
    'waivers.yaml': `format: 1
waivers:
  - { code: CM-NET-002, scope: cluster, reason: the link is being built, owner: team-a, expires: 2027-03-31 }
  - { code: CM-NET-003, scope: cluster, reason: the link is being built, owner: team-a, expires: 2027-03-31 }`,
  })
  const found = diagnostics.filter(({ code }) => code === 'CM-NET-002')
  expect(found).not.toEqual([])
  expect(found.every(({ waivedBy }) => waivedBy?.owner === 'team-a')).toBe(true)
  expect(hasErrors(found)).toBe(false)
})

test('that a cluster is in two parts and where one membership joins them is one finding, until the first is accepted or lowered', () => {
  const apart = exampleFiles({ files: APART })
  const codes = (files: readonly RawFile[]): readonly string[] =>
    build(files)
      .diagnostics.filter(({ code, waivedBy }) => code.startsWith('CM-NET-00') && waivedBy === undefined)
      .map(({ code, severity }) => `${code} ${severity}`)
  const lowered = (severity: string): readonly RawFile[] => [
    ...apart,
    rawFile('clusters/pader.yaml', `format: 1\nrules: { CM-NET-002: ${severity} }\n`),
  ]
  expect(codes(apart)).toEqual(['CM-NET-002 error'])
  expect(codes(lowered('warning'))).toEqual(['CM-NET-002 warning', 'CM-NET-003 error'])
  expect(codes(lowered('off'))).toEqual(['CM-NET-003 error'])
  const waived = waiver('code: CM-NET-002, scope: cluster, expires: 2027-03-31')
  expect(codes(exampleFiles({ files: { ...APART, 'waivers.yaml': waived } }))).toEqual(['CM-NET-003 error'])
})

test('a waiver of a location does not cover another', () => {
  const { diagnostics } = buildCluster({
    'locations/tokyo.yaml': 'nodes: { tokyo-2: { priority: 20 } }',
    'locations/newyork.yaml': 'nodes: { newyork-2: { hostname: tokyo-2 } }',
    'waivers.yaml': waiver('code: CM-PRI-001, scope: newyork-1, expires: 2027-03-31'),
  })
  expect(diagnostics.filter(({ code }) => code === 'CM-PRI-001').some(({ waivedBy }) => waivedBy === undefined)).toBe(
    true,
  )
  expect(diagnostics.map(({ code }) => code)).toContain('REF-WAIVER-UNUSED')
})

test('a waiver of a node does not cover its neighbour, which lacks the same', () => {
  const cluster = clusterFiles('two-site')['cluster.yaml']?.replace(/^  ntp:\n(?:    .*\n)+/m, '') ?? ''
  const files = {
    'cluster.yaml': cluster,
    'waivers.yaml': waiver('code: CM-TIME-001, scope: tokyo-1, expires: 2027-03-31'),
  }
  const { diagnostics } = build(exampleFiles({ files, replace: ['cluster.yaml'] }))
  const found = diagnostics.filter(({ code }) => code === 'CM-TIME-001')
  expect(found.filter(({ waivedBy }) => waivedBy !== undefined).map(({ message }) => message)).toEqual([
    'NTP is not declared on "tokyo-1"',
  ])
  expect(found.filter(({ waivedBy }) => waivedBy === undefined).map(({ message }) => message)).toEqual([
    'NTP is not declared on "newyork-1"; likewise "newyork-2" and "tokyo-2"',
  ])
})

test('an expired waiver is an error and waives nothing', () => {
  const { diagnostics } = buildCluster({
    ...APART,
    'waivers.yaml': waiver('code: CM-NET-002, scope: cluster, expires: 2027-01-14'),
  })
  expect(diagnostics.filter(({ code }) => code === 'CM-NET-002').every(({ waivedBy }) => waivedBy === undefined)).toBe(
    true,
  )
  expect(diagnostics.find(({ code }) => code === 'REF-WAIVER-EXPIRED')).toMatchObject({
    severity: 'error',
    message: 'the waiver of CM-NET-002 expired on 2027-01-14',
  })
})

test('on its last day a waiver still holds', () => {
  const { diagnostics } = buildCluster({
    ...APART,
    'waivers.yaml': waiver('code: CM-NET-002, scope: cluster, expires: 2027-01-15'),
  })
  expect(diagnostics.map(({ code }) => code)).not.toContain('REF-WAIVER-EXPIRED')
})

test('a waiver that nothing needs is a warning, one for nobody an error', () => {
  const unused = buildCluster({ 'waivers.yaml': waiver('code: CM-NET-002, scope: cluster, expires: 2027-03-31') })
  expect(unused.diagnostics.find(({ code }) => code === 'REF-WAIVER-UNUSED')?.severity).toBe('warning')
  const unknown = buildCluster({ 'waivers.yaml': waiver('code: CM-NET-902, scope: cluster, expires: 2027-03-31') })
  expect(unknown.diagnostics.find(({ code }) => code === 'REF-WAIVER-UNUSED')).toMatchObject({
    severity: 'warning',
    message: 'there is no check "CM-NET-902" that could be waived',
    help: 'did you mean "CM-NET-002"?',
  })
  const nobody = buildCluster({ 'waivers.yaml': waiver('code: CM-NET-002, scope: [tokio], expires: 2027-03-31') })
  expect(nobody.diagnostics.find(({ code }) => code === 'REF-WAIVER-SCOPE')).toMatchObject({
    message: 'the scope "tokio" is neither "cluster" nor a location or node of it',
    help: 'did you mean "tokyo"?',
  })
})

test('what is wrong with a file itself cannot be waived', () => {
  const { diagnostics } = buildCluster({
    'waivers.yaml': waiver('code: SCHEMA-TYPE, scope: cluster, expires: 2027-03-31'),
  })
  expect(diagnostics.map(({ code }) => code)).toContain('SCHEMA-PATTERN')
})
