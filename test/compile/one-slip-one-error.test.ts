import { expect, test } from 'vitest'
import { build, clusterFiles, rawFile } from './support.ts'

type Change = (text: string) => string

const without =
  (line: string): Change =>
  (text) =>
    text.replace(`${line}\n`, '')
const instead =
  (from: string, to: string): Change =>
  (text) =>
    text.replace(from, to)
/** The lines from one that begins so to the next that is indented no deeper, moved to the left or to the right. */
const moved =
  (first: string, by: number): Change =>
  (text) => {
    const lines = text.split('\n')
    const start = lines.findIndex((line) => line.startsWith(first))
    const depth = (line: string): number => line.search(/\S|$/)
    const length = lines.slice(start + 1).findIndex((line) => depth(line) <= depth(first)) + 1
    return lines
      .map((line, at) => (at < start || at >= start + length ? line : by < 0 ? line.slice(-by) : ' '.repeat(by) + line))
      .join('\n')
  }

/** What is said of a cluster with one of its files changed, but for advice: `file:line CODE`. */
function saidOf(cluster: string, path: string, change: Change, more: Readonly<Record<string, string>> = {}) {
  const files = { ...clusterFiles(cluster), ...more }
  const before = files[path] ?? ''
  const after = change(before)
  expect(after).not.toBe(before)
  const all = Object.entries({ ...files, [path]: after })
  const { located } = build(all.map(([name, text]) => rawFile(`clusters/${cluster}/${name}`, text)))
  return located.filter(({ severity }) => severity !== 'info')
}

const UUID = '564DAD79-A7BB-BCC2-55C0-58383C9557C7'

test.each<[slip: string, cluster: 'two-site' | 'three-site', file: string, change: Change, said: string]>([
  ['a region begins too far to the left', 'two-site', 'regions.yaml', moved('  apac:', -2), '9 SCHEMA-UNKNOWN-KEY'],
  ['a region is indented into another', 'two-site', 'regions.yaml', moved('  apac:', 2), '9 SCHEMA-UNKNOWN-KEY'],
  ['"defaults" is lost', 'two-site', 'cluster.yaml', without('defaults:'), '23 SCHEMA-UNKNOWN-KEY'],
  ['a default begins too far to the left', 'two-site', 'cluster.yaml', moved('  ntp:', -2), '25 SCHEMA-UNKNOWN-KEY'],
  ['"network" is lost', 'two-site', 'cluster.yaml', without('network:'), '34 SCHEMA-UNKNOWN-KEY'],
  [
    'a UUID stands among the interfaces',
    'two-site',
    'locations/newyork.yaml',
    (text) =>
      text.replace(`    uuid: ${UUID}\n`, '').replace('    interfaces:\n', `    interfaces:\n      uuid: ${UUID}\n`),
    '12 SCHEMA-UNKNOWN-KEY',
  ],
  [
    'an address stands among the interfaces',
    'two-site',
    'locations/newyork.yaml',
    (text) =>
      text
        .replace('    address: 10.1.0.11\n', '')
        .replace('    interfaces:\n', '    interfaces:\n      address: 10.1.0.11\n'),
    '12 SCHEMA-UNKNOWN-KEY',
  ],
  [
    'a node is no transit node any more',
    'two-site',
    'locations/newyork.yaml',
    without('    transit: true'),
    '8 CM-NET-002',
  ],
  [
    'the values of a system file begin too far to the left',
    'two-site',
    'policy/90-logs.yaml',
    moved('    values:', -2),
    '7 SCHEMA-NAME',
  ],
  [
    'a range lacks a UUID',
    'three-site',
    'locations/newyork.yaml',
    without('      - 564D2545-7360-077F-03A2-34FFCBA9996A'),
    '20 REF-RANGE',
  ],
  [
    'a range has no UUIDs',
    'three-site',
    'locations/paderborn.yaml',
    (text) => text.replace(/ {4}uuids:\n(?: {6}- .*\n)*/, ''),
    '11 SCHEMA-MISSING-KEY',
  ],
  [
    'a range has no address',
    'three-site',
    'locations/newyork.yaml',
    without('    address: 10.1.0.{11..17}'),
    '14 CM-IP-001',
  ],
  [
    'a range has a name that is none, and nodes of it have lines of their own',
    'three-site',
    'locations/newyork.yaml',
    instead('newyork-{1..7}:', 'Newyork-{1..7}:'),
    '14 SCHEMA-NAME',
  ],
  [
    'a range is misspelt, and nodes of it have lines of their own',
    'three-site',
    'locations/newyork.yaml',
    instead('newyork-{1..7}:', 'newyok-{1..7}:'),
    '14 SCHEMA-MISSING-KEY',
  ],
  [
    'a node of a range is misspelt',
    'three-site',
    'locations/newyork.yaml',
    instead('newyork-9: {', 'newyok-9: {'),
    '47 SCHEMA-MISSING-KEY',
  ],
  [
    'a range has a brace less',
    'three-site',
    'locations/newyork.yaml',
    instead('newyork-{1..7}:', 'newyork-{1..7:'),
    '14 SCHEMA-NAME',
  ],
  [
    'a range has a member less than its values',
    'three-site',
    'locations/newyork.yaml',
    instead('newyork-{1..7}:', 'newyork-{2..7}:'),
    '14 REF-RANGE',
  ],
  [
    'a list that is handed to a template is misspelt',
    'three-site',
    'policy/30-blocking.yaml',
    instead('list: Gambling', 'list: Gamblng'),
    '11 REF-LIST',
  ],
  [
    'settings that are handed to a template are misspelt',
    'three-site',
    'policy/30-blocking.yaml',
    instead('Social networks, settings: Blocked in Paderborn', 'Social networks, settings: Blocked in Padrborn'),
    '21 REF-SETTINGS',
  ],
  [
    'a region of a parameter is misspelt',
    'three-site',
    'policy/10-ground.yaml',
    instead('apac: ad.', 'apca: ad.'),
    '51 REF-REGION',
  ],
  ['nobody says whether there is NTP', 'three-site', 'cluster.yaml', without('    enabled: true'), '30 CM-TIME-001'],
  [
    'a UUID with a blank behind it',
    'three-site',
    'locations/newyork.yaml',
    instead('- 564D2545-7360-077F-03A2-34FFCBA9996A', "- '564D2545-7360-077F-03A2-34FFCBA9996A '"),
    '21 CM-MEM-002',
  ],
  [
    'the entry node with a comma behind it',
    'three-site',
    'cluster.yaml',
    instead('entryNode: paderborn-2', 'entryNode: paderborn-2,'),
    '14 REF-ENTRY-NODE',
  ],
  [
    'a misspelt key above the host that logs go to',
    'three-site',
    'cluster.yaml',
    instead('logShipping:', 'lgoShipping:'),
    '94 SCHEMA-UNKNOWN-KEY',
  ],
  [
    'a tab before a key that the map around it has as well',
    'three-site',
    'cluster.yaml',
    instead("        at: '02:30'", "\tat: '02:30'"),
    '63 YAML-TAB',
  ],
])('%s', (_, cluster, file, change, said) => {
  const found = saidOf(cluster, file, change)
  expect(found.map(({ code, span }) => `${span.start.line} ${code}`).join(', ')).toBe(said)
})

const LEASE = (subject: string): string =>
  `format: 1\nleases:\n  - ${subject}\n    reason: until it is replaced\n    ticket: CHG-1\n    owner: team-a\n    expires: 2027-06-30\n`

test.each([
  [
    'ndoe: tokyo-2\n    setting: priority',
    'SCHEMA-UNKNOWN-KEY: the key "ndoe" is not known here; did you mean "node"?',
  ],
  [
    'node: tokyo-2',
    'SCHEMA-MISSING-KEY: "setting" is missing; write one of "node" with "setting", "list", "ruleSet", "settings" with "key"',
  ],
  ['note: tokyo-2', 'SCHEMA-UNKNOWN-KEY: the key "note" is not known here; did you mean "node"?'],
  [
    'node: tokyo-2\n    setting: priority\n    list: a',
    'SCHEMA-CHOICE: this is of several things at once; write one of "node" with "setting", "list", "ruleSet", "settings" with "key"',
  ],
])('a lease of "%s" is told once', (subject, said) => {
  const found = saidOf('two-site', 'leases.yaml', () => LEASE(subject))
  expect(found.map(({ code, message, help }) => `${code}: ${message}; ${help ?? ''}`)).toEqual([said])
})

test('a lease that says nothing of what it is of is told what it can be of', () => {
  const found = saidOf('two-site', 'leases.yaml', () => LEASE('{}').replace('- {}\n    reason', '- reason'))
  expect(found.map(({ message }) => message)).toEqual(['it is not said of what this is'])
})

test('quotes are offered only where what is in them would do', () => {
  const comma = saidOf('two-site', 'locations/newyork.yaml', instead('10.1.16.0/20]', '10.1,16.0/20]'))
  expect(comma.map(({ help, fix }) => [help, fix?.title])).toEqual([
    ['write it like "10.81.16.0/20"; one address alone is "10.81.16.7/32"', undefined],
    ['write it like "10.81.16.0/20"; one address alone is "10.81.16.7/32"', undefined],
  ])
  const day = saidOf('two-site', 'cluster.yaml', instead('2040-03-31', '20400331'))
  expect(day.map(({ help, fix }) => [help, fix?.title])).toEqual([['a date is written YYYY-MM-DD', undefined]])
  const text = saidOf('two-site', 'cluster.yaml', instead("'51390'", '51390'))
  expect(text.map(({ fix }) => fix?.title)).toEqual(['put "build" in quotes'])
})

test('a node with another number is no cure for the name of one that is gone', () => {
  const gone = saidOf('two-site', 'locations/tokyo.yaml', (text) => text.replace(/ {2}tokyo-1:\n(?: {4}.*\n)*/, ''))
  const named = gone.filter(({ code }) => code.startsWith('REF-'))
  expect(named.map(({ code, fix }) => [code, fix])).toEqual([
    ['REF-ENTRY-NODE', undefined],
    ['REF-END', undefined],
  ])
  const slip = saidOf('two-site', 'cluster.yaml', instead('[tokyo-1, newyork-1]', '[tokyo-1, newyrok-1]'))
  expect(slip.map(({ code, fix }) => [code, fix?.title])).toEqual([
    ['REF-END', 'write "newyork-1" instead of "newyrok-1"'],
  ])
})

test('what a file of the system cannot have of a node is told where nothing else is wrong with it', () => {
  const listeners = saidOf('three-site', 'locations/paderborn.yaml', (text) =>
    text.replace('    address: 10.49.0.{11..14}\n', "    listeners: ['10.49.0.{11..14}']\n"),
  )
  expect(listeners.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    'POL-TEMPLATE-VALUE: the address of node "paderborn-1" cannot be written into a file made from "templates/system/hosts.hbs"',
  ])
})

const GAMBLING = 'lists/Gambling.yaml'

test.each([
  ['https://www.casino.example/', 'has a "/", and the list is compared with hosts, which have none'],
  [
    'a.casino.example, b.casino.example',
    'has a blank or a comma, and the list is compared with hosts, which have none',
  ],
  ['a.casino.example,b.casino.example', 'has a blank or a comma, and the list is compared with hosts, which have none'],
])('an entry that no host can be equal to is told: %s', (entry, said) => {
  const found = saidOf('three-site', GAMBLING, (text) => `${text.trimEnd()}\n  - '${entry}'\n`)
  expect(found.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['warning POL-LIST-SLIP'])
  expect(found[0]?.message).toBe(`in the list "Gambling", the entry "${entry}" ${said}`)
})

test('an entry in the brackets of a regular expression, and one of a list of addresses of pages, is not one of a host', () => {
  const regex = saidOf('three-site', GAMBLING, (text) => `${text.trimEnd()}\n  - 'regex(casino/?[.]example)'\n`)
  expect(regex).toEqual([])
  const pages = saidOf('three-site', GAMBLING, (text) => `${text.trimEnd()}\n  - 'www.casino.example/play/*'\n`, {
    'policy/95-pages.yaml':
      'format: 1\nruleSets: [{ name: Pages, criteria: URL matches in list "Gambling", rules: [{ name: Play, action: Block<Blocked by category> }] }]\n',
  })
  expect(pages).toEqual([])
})

test('an entry that a region takes over from the shared list is told where it stands', () => {
  const found = saidOf(
    'three-site',
    GAMBLING,
    (text) => `${text.replace('type: regex', 'type: regex\noverride: union').trimEnd()}\n  - 'a.casino.example '\n`,
    {
      'lists/emea/Gambling.yaml':
        "format: 1\ntype: regex\nregion: emea\nentries: ['*.toto.example', 'b.toto.example,']\n",
    },
  )
  expect(
    found.map(({ span, message }) => `${span.file.replace(/^.*lists\//, '')}:${span.start.line} ${message}`),
  ).toEqual([
    expect.stringMatching(
      /^Gambling\.yaml:\d+ in the list "Gambling", the entry "a\.casino\.example " ends with a blank$/,
    ),
    'emea/Gambling.yaml:1 in the list "Gambling (emea)", the entry "b.toto.example," ends with a ","',
  ])
})
