import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { emitCluster } from '../../src/compile/emit/emit.ts'
import { rules } from '../../src/compile/rules/index.ts'
import type { Rule } from '../../src/compile/rules/rule.ts'
import { settingNames } from '../../src/model/setting-shapes.ts'
import type { SettingName } from '../../src/model/settings.ts'
import { SETTINGS } from '../../src/model/settings-catalogue.ts'
import { keysOfSchemas } from './schema-fields.ts'
import { shippedVocabulary } from '../policy/vocabulary.ts'
import { build, exampleFiles, type Built } from './support.ts'

/** What every field of the product's Central Management page is written as, by the part of the page, with a value. */
const PAGE: { readonly [Name in SettingName]: unknown } = {
  // Who talks to whom
  listeners: ['10.81.0.12:12347'],
  'messages.timeout': 45,
  // Advanced management
  'messages.timeoutMultiplier': 2,
  priority: 20,
  'gui.attach': true,
  'gui.attachFromElsewhere': false,
  'gui.controlAddress': '127.0.0.1:9999',
  'gui.requestAddress': '127.0.0.1:9998',
  'messages.unencrypted': false,
  'messages.checkAddress': true,
  'clock.allowedDifference': 60,
  'versionCheck.enabled': true,
  'versionCheck.level': 6,
  // Groups
  'groups.runtime': 'rest',
  'groups.update': 'quick',
  'groups.network': ['tokyo', 'extra'],
  // Automatic engine updates
  'updates.automatic': false,
  'updates.fromInternet': false,
  'updates.fromNodes': false,
  'updates.interval': 45,
  'updates.crlInterval': 12,
  'updates.viaProxies': true,
  'updates.proxies': [{ host: 'proxy.example.com', port: 3128, user: 'updates', password: 'env:UPDATE_PROXY' }],
  // Advanced update settings, subscribed lists, stored configurations
  'updates.toNodes': true,
  'updates.firstDelay': 300,
  'updates.startInterval': 60,
  'updates.startTries': 3,
  'updates.alternativeUrl': 'https://updates.example.com',
  'updates.verifyTunnel': true,
  'updates.parameters': 'a=1',
  'updates.blackouts': ['22:00-06:00'],
  'subscribedLists.download': true,
  'storage.keepDays': 14,
  'storage.keepFolders': 5,
  'storage.keepPacked': 7,
  // Scheduled jobs
  jobs: parse(`
- id: nightly
  kind: backup
  enabled: false
  schedule: weekly
  at: mon 02:30
  description: before the week
  runIfMissed: true
  then: copy
  onNodes: [tokyo-2]
  source: /opt/active
  destination: /opt/backup
  mostRecent: true
- { id: back, kind: restore, enabled: false, schedule: after-job, source: /b, policyOnly: true, lockStorage: true }
`),
  // Elsewhere in the configuration
  'ntp.enabled': false,
  'ntp.servers': ['10.9.9.9'],
  'rest.http': false,
  'rest.https': true,
  routes: [{ destination: '10.0.0.0/8', gateway: '10.81.0.1', device: 'eth0', description: 'to New York' }],
}

/** Lines of the artifact of a location. */
interface SettingLines {
  readonly settings: readonly { readonly name: string; readonly value: unknown }[]
}

const vocabulary = shippedVocabulary()
const nested = (name: string, value: unknown): object =>
  name.split('.').reduceRight<object>((inner, key) => ({ [key]: inner }), value as object)
const written = (
  place: 'cluster' | 'location' | 'node',
  name: SettingName,
  value: unknown,
): Readonly<Record<string, string>> => {
  const settings = nested(name, value)
  if (place === 'cluster') return { 'cluster.yaml': stringify({ defaults: settings }) }
  return {
    'locations/tokyo.yaml': stringify(
      place === 'location' ? { defaults: settings } : { nodes: { 'tokyo-2': settings } },
    ),
  }
}
const built = (files: Readonly<Record<string, string>>): Built => build(exampleFiles({ files }), [])
const found = ({ cluster }: Built, name: SettingName) =>
  cluster.nodes.find((node) => node.name === 'tokyo-2')?.settings[name]
/** A value as the model holds it: addresses and times of day are taken apart, defaults are there. */
const asModel = (one: unknown): string =>
  JSON.stringify(one, (_, value: unknown) => {
    if (typeof value !== 'string') return value
    const [, start, end] = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(value) ?? []
    if (start !== undefined) return { start, end }
    const [, address, port] = /^(\d+\.\d+\.\d+\.\d+):(\d+)$/.exec(value) ?? []
    return address === undefined ? value : { address, port: Number(port) }
  })

describe.each(settingNames)('%s', (name) => {
  test.each(SETTINGS[name].layers)('can be said at the layer "%s", reaches the node and its artifact', (layer) => {
    const files = written(layer, name, PAGE[name])
    const result = built(files)
    expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    const resolved = found(result, name)
    expect(resolved?.origin.layer).toBe(layer)
    expect(JSON.parse(JSON.stringify(resolved?.value))).toEqual(JSON.parse(asModel(PAGE[name])))
    const { files: artifacts } = emitCluster(result.cluster, 'clusters', vocabulary)
    const text = artifacts.find(({ path }) => path === 'locations/tokyo.json')?.text ?? ''
    const { inherited, nodes } = JSON.parse(text) as {
      inherited: SettingLines
      nodes: Record<string, SettingLines>
    }
    const lines = [...(nodes['tokyo-2']?.settings ?? []), ...inherited.settings]
    const emitted = lines.find((one) => one.name === name)
    expect(emitted?.value).toEqual(JSON.parse(asModel(PAGE[name])))
  })

  test('is taken from the nearest layer that says it', () => {
    const { layers } = SETTINGS[name]
    const all = layers.map((layer) => written(layer, name, PAGE[name]))
    const result = built(all.reduce((files, more) => joined(files, more), {}))
    expect(found(result, name)?.origin.layer).toBe(layers.at(-1))
  })
})

/** Two sets of fragments as one. */
function joined(
  left: Readonly<Record<string, string>>,
  right: Readonly<Record<string, string>>,
): Record<string, string> {
  const both = { ...left }
  for (const [path, text] of Object.entries(right)) {
    const below: unknown = both[path] === undefined ? {} : parse(both[path])
    both[path] = stringify({ ...(below as object), ...(parse(text) as object) })
  }
  return both
}

/** What no example of a rule shows, and a cluster in which a rule asks for it. */
const MORE: Readonly<Record<string, readonly [code: string, files: Readonly<Record<string, string>>]>> = {
  fips: [
    'CM-BAK-008',
    {
      'locations/tokyo.yaml':
        "nodes: { tokyo-2: { fips: true, jobs: [{ id: packages, kind: yum-update, schedule: daily, at: '02:00' }] } }",
    },
  ],
  managementOnly: [
    'CM-RT-002',
    {
      'locations/tokyo.yaml':
        'nodes: { tokyo-1: { pool: p }, tokyo-2: { pool: p, managementOnly: true, groups: { runtime: lab } } }',
    },
  ],
  portsInUse: ['CM-IP-008', { 'cluster.yaml': 'defaults: { portsInUse: [12346] }' }],
}

/** What plans ask for and checks of YAML do not: the tests of guards and of phases are about it. */
const FOR_PLANS = ['timeZone', 'outOfService']

/** What describes clusters, locations and nodes without being a setting of an appliance: it is there for checks. */
const FACTS =
  `license network routes firewall nat loadBalancing proxyHa virtualAddresses hybrid monitoring snmpEnterprise logShipping
   accessLog reporterSources clientNetworks roamingWith interfaces pool offlineProne updateEgress managementOnly portsInUse
   fips branch administration`.split(/\s+/)

describe('what is declared about a cluster', () => {
  const said = ({ code }: Rule, files: ReturnType<typeof exampleFiles>, rule: Rule): string =>
    JSON.stringify(
      build(files, [rule])
        .diagnostics.filter((one) => one.code === code)
        .map(({ message }) => message),
    )
  const examples = rules
    .filter(({ stage }) => stage === 'static')
    .map((rule): Rule => {
      const { unverified: _, ...asked } = rule
      return asked
    })
  const shown = examples.flatMap((rule) =>
    [rule.examples.invalid, rule.examples.valid].map((example) => ({ rule, files: exampleFiles(example) })),
  )

  test.each(FACTS)('%s decides what some check says', (key) => {
    const [code, more] = MORE[key] ?? []
    const own = examples.filter((rule) => rule.code === code)
    const asked = more === undefined ? shown : own.map((rule) => ({ rule, files: exampleFiles({ files: more }) }))
    const deciding = asked.find(({ rule, files }) => {
      const without = files.map((file) => ({ ...file, bytes: new TextEncoder().encode(withoutKey(textOf(file), key)) }))
      const changed = files.some((file, index) => textOf(file) !== new TextDecoder().decode(without[index]?.bytes))
      return changed && said(rule, files, rule) !== said(rule, without, rule)
    })
    expect(deciding?.rule.code).toBeDefined()
  })

  test('is all there is: no key of the schemas is left out here', () => {
    const described = [
      'format',
      'description',
      'owner',
      'product',
      'entryNode',
      'centralManagement',
      'unknown',
      'region',
    ]
    const layers = [
      'defaults',
      'templates',
      'template',
      'nodes',
      'address',
      'hostname',
      'transit',
      'uuid',
      'uuids',
      'ca',
      'version',
      'build',
    ]
    const named = new Set([
      ...FACTS,
      ...FOR_PLANS,
      ...described,
      ...layers,
      ...settingNames.map((name) => name.split('.')[0] ?? ''),
    ])
    const keys = keysOfSchemas(['cluster', 'location'])
    expect(keys.length).toBeGreaterThan(30)
    expect(keys.filter((key) => !named.has(key))).toEqual([])
  })
})

function textOf(file: ReturnType<typeof exampleFiles>[number]): string {
  return 'bytes' in file ? new TextDecoder().decode(file.bytes) : ''
}

/** The YAML without a key, wherever it stands. */
function withoutKey(text: string, key: string): string {
  if (!new RegExp(`\\b${key}\\b`).test(text)) return text
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, inner]) => (name === key ? [] : [[name, strip(inner)]])),
    )
  }
  return stringify(strip(parse(text)))
}
