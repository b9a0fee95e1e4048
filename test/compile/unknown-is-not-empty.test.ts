import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { settingNames } from '../../src/model/setting-shapes.ts'
import type { SettingName } from '../../src/model/settings.ts'
import { build, exampleFiles } from './support.ts'

/** Values that a setting can have, of which different checks think differently. */
const VALUES: { readonly [Name in SettingName]: readonly unknown[] } = {
  listeners: [['10.81.0.11'], ['10.81.0.12'], ['127.0.0.1:12347'], []],
  priority: [1, 5, 10, null],
  'groups.network': [['tokyo'], ['tokyo', 'transit'], ['lab'], []],
  'groups.runtime': ['tokyo', 'lab', 'newyork', ''],
  'groups.update': ['tokyo', 'lab', 'newyork', ''],
  'messages.timeout': [1, 120, 9000],
  'messages.timeoutMultiplier': [0.5, 1.5, 9],
  'messages.unencrypted': [true, false],
  'messages.checkAddress': [true, false],
  'gui.attach': [true, false],
  'gui.attachFromElsewhere': [true, false],
  'gui.controlAddress': ['10.81.0.12:4711'],
  'gui.requestAddress': ['10.81.0.12:4711'],
  'clock.allowedDifference': [0, 120, 9000],
  'versionCheck.enabled': [true, false],
  'versionCheck.level': [1, 6, 9],
  'updates.automatic': [true, false],
  'updates.fromInternet': [true, false],
  'updates.fromNodes': [true, false],
  'updates.toNodes': [true, false],
  'updates.interval': [1, 60, 9000],
  'updates.crlInterval': [1, 24, 9000],
  'updates.blackouts': [['08:00-18:00'], ['00:00-24:00'], []],
  'updates.viaProxies': [true, false],
  'updates.proxies': [[{ host: 'proxy.example.com', port: 3128 }], []],
  'updates.firstDelay': [1],
  'updates.startInterval': [1],
  'updates.startTries': [1],
  'updates.alternativeUrl': ['https://updates.example.com'],
  'updates.verifyTunnel': [true, false],
  'updates.parameters': ['a=1'],
  'subscribedLists.download': [true, false],
  'storage.keepDays': [1, 90],
  'storage.keepFolders': [1, 90],
  'storage.keepPacked': [1, 90],
  jobs: [[], [{ id: 'a', kind: 'backup', schedule: 'daily', at: '02:00', destination: 'sftp://backup.example.com/' }]],
  'ntp.enabled': [true, false],
  'ntp.servers': [['10.81.0.3'], ['192.0.2.1'], []],
  'rest.http': [true, false],
  'rest.https': [true, false],
  routes: [[], [{ destination: '10.0.0.0/8', gateway: '10.81.0.1', device: 'eth0' }]],
}

/** Two nodes that differ in nearly every setting, in a cluster that has no defaults: whatever the third has matters. */
const ONE = {
  priority: 5,
  groups: { update: 'tokyo' },
  messages: { timeout: 300, timeoutMultiplier: 2, unencrypted: true, checkAddress: true },
  updates: { interval: 240, fromNodes: false, toNodes: true, fromInternet: true, blackouts: ['01:00-02:00'] },
  ntp: { enabled: true, servers: ['10.81.0.9'] },
  clock: { allowedDifference: 300 },
  gui: { attach: false, attachFromElsewhere: true },
  storage: { keepDays: 1 },
  rest: { http: true, https: true },
  versionCheck: { enabled: true, level: 3 },
  subscribedLists: { download: true },
  jobs: [{ id: 'b', kind: 'backup', schedule: 'daily', at: '03:00', destination: '/opt/x' }],
}
const ANOTHER = {
  priority: 10,
  messages: { timeout: 120, timeoutMultiplier: 1.5, unencrypted: false, checkAddress: false },
  updates: { interval: 60, crlInterval: 24, fromNodes: true, toNodes: false, fromInternet: false },
  ntp: { enabled: true, servers: ['10.1.0.3'] },
  clock: { allowedDifference: 120 },
  gui: { attach: true, attachFromElsewhere: false },
  storage: { keepDays: 90 },
  rest: { http: false, https: true },
  versionCheck: { enabled: false, level: 6 },
  subscribedLists: { download: false },
}
const BARE = 'format: 1\nproduct: { version: 12.2.15 }\nentryNode: tokyo-1\n'

function saidWith(node: object): ReadonlySet<string> {
  const files = {
    'cluster.yaml': BARE,
    'locations/tokyo.yaml': stringify({ nodes: { 'tokyo-1': ONE, 'tokyo-2': node } }),
    'locations/newyork.yaml': stringify({ nodes: { 'newyork-1': ANOTHER } }),
  }
  const { diagnostics } = build(exampleFiles({ files, replace: ['cluster.yaml'] }))
  return new Set(diagnostics.flatMap(({ code, message }) => apart(message).map((one) => `${code} ${one}`)))
}

/** What is said of several nodes at once, as it would be said of each. */
function apart(message: string): readonly string[] {
  const [first = '', others = ''] = message.split('; likewise ')
  const names = others.match(/"[^"]+"/g) ?? []
  return [first, ...names.map((name) => first.replace(/"[^"]+"/, name))]
}

/** What is said of the value itself, under the code of the rule that explains it. */
const OF_THE_VALUE = /^(SCHEMA-|CM-RT-001|CM-UPD-001)/

const nested = (name: string, value: unknown): object =>
  name.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object

test.each(settingNames)('of "%s" at a node nothing is said that a value there could make untrue', (name) => {
  const broken = [...saidWith(nested(name, { no: 'value' }))].filter((line) => !OF_THE_VALUE.test(line))
  for (const value of VALUES[name]) {
    const said = saidWith(nested(name, value))
    expect({ value, madeUp: broken.filter((line) => !said.has(line)) }).toEqual({ value, madeUp: [] })
  }
})
