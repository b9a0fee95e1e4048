import { expect, test } from 'vitest'
import { build, clusterFiles, rawFile } from './support.ts'

type Cluster = 'two-site' | 'three-site'

/** What is said of a cluster with a text in one of its files written otherwise, or with a file added, and is not said of it as it is. */
function saidOf(cluster: Cluster, path: string, text: string, instead: string): readonly string[] {
  const files = clusterFiles(cluster)
  const before = files[path] ?? ''
  if (path in files) expect(before).toContain(text)
  const after = path in files ? before.replace(text, () => instead) : instead
  const all = (some: Readonly<Record<string, string>>): readonly string[] =>
    build(Object.entries(some).map(([name, one]) => rawFile(`clusters/${cluster}/${name}`, one))).located.map(
      ({ span, severity, code, message }) =>
        `${span.file.replace(`clusters/${cluster}/`, '')}:${span.start.line}:${span.start.column} ${severity} ${code} ${message}`,
    )
  const usual = new Set(all(files))
  return all({ ...files, [path]: after }).filter((line) => !usual.has(line))
}

const GROUND = 'policy/10-ground.yaml'
const BLOCKING = 'policy/30-blocking.yaml'
const SHARING = 'lists/File sharing.yaml'
const lease = (expires: string): string =>
  `  - { node: newyork-1, setting: priority, reason: It is as it is, ticket: CHG-1, owner: team, expires: ${expires} }\n`

test.each<[slip: string, file: string, text: string, instead: string, said: readonly string[]]>([
  [
    'a list has lost the key above its entries',
    SHARING,
    'entries:\n',
    '',
    [
      `${SHARING}:1:1 warning POL-LIST-EMPTY the list "File sharing" has neither "entries" nor "rows", and is empty`,
      `${SHARING}:5:3 warning YAML-SWALLOWED "- '*.share.example'" is a part of the text above it, and no entry of a list`,
    ],
  ],
  [
    'a list says that it is empty',
    SHARING,
    "entries:\n  - '*.share.example'\n  - 'transfer.example'",
    'entries: []',
    [],
  ],
  [
    'an entry is there twice',
    SHARING,
    "  - 'transfer.example'",
    "  - 'transfer.example'\n  - '*.share.example'\n  - 'transfer.example'",
    [
      `${SHARING}:8:5 info POL-LIST-REPEAT in the list "File sharing", "*.share.example" is here for the second time, and 1 more entry repeats one before`,
    ],
  ],
  [
    'an entry has lost the quote before it',
    SHARING,
    "'transfer.example'",
    "transfer.example'",
    [
      `${SHARING}:7:5 warning POL-LIST-SLIP in the list "File sharing", the entry "transfer.example'" ends with a lone '`,
    ],
  ],
  [
    'networks of a list have bits behind their length',
    'lists/Nets.yaml',
    '',
    'format: 1\ntype: iprange\nentries: [10.1.2.3/8, 10.0.0.0/8, 10.1.2.3, 10.1.2.3/32, 10.0.0.9-10.0.1.7, 2001:db8::1/32]\n',
    [
      'lists/Nets.yaml:3:11 warning POL-LIST-SLIP in the list "Nets", the entry "10.1.2.3/8" is an address in "10.0.0.0/8"',
      'lists/Nets.yaml:3:77 warning POL-LIST-SLIP in the list "Nets", the entry "2001:db8::1/32" is an address in "2001:db8::/32"',
    ],
  ],
  [
    'a rule has lost its action',
    BLOCKING,
    '        action: Block<Blocked by category>\n',
    '',
    [
      `${BLOCKING}:26:9 warning POL-RULE-IDLE the rule "Uploads to file sharing" has neither an "action" nor "events", and does nothing`,
    ],
  ],
  ['a rule says that it goes on', BLOCKING, 'action: Block<Blocked by category>', 'action: Continue', []],
  [
    'a value of settings is misspelt',
    GROUND,
    'TemplateName: Blocked by category',
    'TemplatName: Blocked by category',
    [
      `${GROUND}:12:7 warning POL-SETTINGS-VALUE of the settings of "Block", "Blocked by category" has "TemplatName", and others have "TemplateName"`,
    ],
  ],
  [
    'a value of settings is of another type',
    GROUND,
    'EnableRedirect: false',
    'EnableRedirect: flase',
    [
      `${GROUND}:16:23 warning POL-SETTINGS-VALUE of the settings of "Block", "Blocked by category" has a text as "EnableRedirect", and all others have true or false`,
    ],
  ],
  [
    'the template of settings is misspelt',
    GROUND,
    'template: com.scur.template.mainaction.block',
    'template: com.scu.template.mainaction.block',
    [
      `${GROUND}:8:15 warning POL-SETTINGS-VALUE of the settings of "Block", "Blocked by category" has a template that no others have`,
    ],
  ],
  [
    'a parameter has lost its last bracket',
    GROUND,
    '"$(nextHop)"',
    '"$(nextHop"',
    [
      `${GROUND}:67:47 error POL-UNKNOWN-PARAMETER "$(nextHop" does not stand for the parameter "nextHop", and is kept as it is`,
    ],
  ],
  ['a value of settings is like no other', GROUND, 'Language: auto', 'Tongue: auto', []],
  ['a value of settings has another number', GROUND, 'Language: auto', 'BlockReason2: auto', []],
  [
    'a text has lost the quote before it',
    GROUND,
    "version: '1.6'",
    "version: 1.6'",
    [`${GROUND}:9:14 warning YAML-QUOTES the text ends with ' and does not begin with it`],
  ],
  [
    'a text stands in quotes of a word processor',
    'cluster.yaml',
    'name: Example Bank Gateway CA',
    'name: “Example Bank Gateway CA”',
    ['cluster.yaml:22:11 warning YAML-QUOTES the quotes “ and ” are a part of the text'],
  ],
  ['the quotes are meant', 'cluster.yaml', 'license: Example', "license: '“Example”' # ", []],
  [
    'a text in braces stands in such quotes',
    GROUND,
    'description: Line of the access log }',
    'description: ‘Line’ }',
    [`${GROUND}:44:40 warning YAML-QUOTES the quotes ‘ and ’ are a part of the text`],
  ],
  [
    'a criteria ends with a text',
    BLOCKING,
    ' greater than or equals 10485760',
    ' equals 1 AND URL.Host equals "x"',
    [],
  ],
  [
    'a name has a blank that is none',
    BLOCKING,
    'name: Uploads to file sharing',
    'name: Uploads to\u00a0file sharing',
    [
      `${BLOCKING}:26:25 info YAML-BLANK a blank of "Uploads to\u00a0file sharing" is U+00A0, which only looks like one`,
    ],
  ],
  ['a description has one', BLOCKING, 'name: Data', 'description: a\u00a0b\n    name: Data', []],
  [
    'criteria have quotes of a word processor',
    BLOCKING,
    'in list "File sharing"',
    'in list “File sharing”',
    [`${BLOCKING}:27:44 error POL-SYNTAX “ is no quote here`],
  ],
  [
    'the interfaces of nodes are in one network',
    'locations/newyork.yaml',
    "'10.1.16.{11..17}/20', role: users",
    "'10.1.0.{111..117}/20', role: users",
    [
      'locations/newyork.yaml:19:7 warning CM-IP-022 "10.1.0.111/20" of interface "eth1" of node "newyork-1" is in the network of "10.1.0.11/24" of interface "eth0"; likewise "newyork-2", "newyork-3", "newyork-4", "newyork-5" and 2 more',
    ],
  ],
  [
    'the interfaces of nodes have one address',
    'locations/newyork.yaml',
    "'10.1.16.{11..17}/20', role: users",
    "'10.1.0.{11..17}/24', role: users",
    [
      'locations/newyork.yaml:19:7 error CM-IP-021 interface "eth1" of node "newyork-1" has the address "10.1.0.11" of interface "eth0" of node "newyork-1"; likewise "newyork-2", "newyork-3", "newyork-4", "newyork-5" and 2 more',
    ],
  ],
  [
    'the key of the authority is none',
    'cluster.yaml',
    'keyBits: 3072',
    'keyBits: 7',
    ['cluster.yaml:24:14 error SCHEMA-RANGE 7 is out of range'],
  ],
  [
    'a lease is there twice and never ends',
    'leases.yaml',
    '',
    `format: 1\nleases:\n${lease('2027-02-01')}${lease('9999-12-31')}`,
    [
      'leases.yaml:4:5 warning REF-LEASE-REPEATED there are two leases of priority of newyork-1',
      'leases.yaml:4:104 warning REF-DATE-FAR the lease of CHG-1 ends on 9999-12-31, in 7972 years',
    ],
  ],
  [
    'a waiver never ends',
    'waivers.yaml',
    '',
    'format: 1\nwaivers:\n  - { code: CM-NET-009, scope: cluster, reason: It is as it is, owner: team, expires: 2062-01-31 }\n',
    [
      'waivers.yaml:3:5 warning REF-WAIVER-UNUSED nothing needs the waiver of CM-NET-009',
      'waivers.yaml:3:87 warning REF-DATE-FAR the waiver of CM-NET-009 ends on 2062-01-31, in 35 years',
    ],
  ],
  [
    'a node is out of service for ever',
    'locations/newyork.yaml',
    'newyork-9: { template: downloader }',
    'newyork-9: { template: downloader, outOfService: { reason: It is as it is, ticket: CHG-1, expires: 2126-12-31 } }',
    [
      'locations/newyork.yaml:47:102 warning REF-DATE-FAR that "newyork-9" is out of service (CHG-1) ends on 2126-12-31, in 99 years',
    ],
  ],
])('%s', (_slip, file, text, instead, said) => {
  expect(saidOf('three-site', file, text, instead)).toEqual(said)
})

const NETS = 'format: 1\ntype: iprange\n'

test.each([
  [
    'a list of its own that is called as one of a region would be',
    { 'lists/Nets (apac).yaml': `${NETS}entries: [10.0.0.0/8, 10.1.2.3/8]\n` },
    ['lists/Nets (apac).yaml:3:23 warning POL-LIST-SLIP', 'lists/Nets.yaml:4:23 warning POL-LIST-SLIP'],
  ],
  [
    'the list of a region, whose entries are told at the shared one and at its own',
    { 'lists/apac/Nets.yaml': `${NETS}name: Nets\nregions: [apac]\nentries: [10.0.0.0/8, 10.1.2.3/8, 10.9.9.9/8]\n` },
    ['lists/Nets.yaml:4:23 warning POL-LIST-SLIP', 'lists/apac/Nets.yaml:1:1 warning POL-LIST-SLIP'],
  ],
])('%s', (_what, more: Readonly<Record<string, string>>, said) => {
  const shared = `${NETS}override: replace\nentries: [10.0.0.0/8, 10.1.2.3/8]\n`
  const files = { ...clusterFiles('three-site'), 'lists/Nets.yaml': shared, ...more }
  const found = build(Object.entries(files).map(([name, one]) => rawFile(`clusters/three-site/${name}`, one)))
    .located.filter(({ code }) => code === 'POL-LIST-SLIP')
    .map(
      ({ span, severity, code }) =>
        `${span.file.replace('clusters/three-site/', '')}:${span.start.line}:${span.start.column} ${severity} ${code}`,
    )
  expect(found).toEqual(said)
})
