import type { RawFile } from '../../../src/source/source-file.ts'
import { exported } from '../policy/an-export.ts'
import { exampleFiles, rawFile } from '../support.ts'

const CLUSTER = 'clusters/two-site'

const withPolicy = (text: string, more: Readonly<Record<string, string>> = {}): readonly RawFile[] =>
  exampleFiles({ files: { 'policy/10.yaml': `format: 1\n${text}\n`, ...more } })
const withCriteria = (criteria: string, more: Readonly<Record<string, string>> = {}): readonly RawFile[] =>
  withPolicy(`ruleSets: [{ name: A, rules: [{ name: r, criteria: '${criteria}', action: Block }] }]`, more)
const withRegions = (text: string, more: Readonly<Record<string, string>> = {}): readonly RawFile[] =>
  exampleFiles({ files: { 'regions.yaml': `format: 1\n${text}\n`, ...more }, replace: ['regions.yaml'] })
const withExport = (text: string, more = ''): readonly RawFile[] => [
  ...withPolicy(`ruleSets: [{ import: exports/bad.xml${more} }]`),
  rawFile(`${CLUSTER}/exports/bad.xml`, text),
]
const good = exported('Bad', ['b.example'])
const called = 'ruleSets: [{ template: own.hbs, values: {} }]'

/** What is wrong with a policy, by the code that it shows. */
export const POLICY_CASES: Readonly<Record<string, () => readonly RawFile[]>> = {
  'POL-CYCLES': () =>
    withPolicy('ruleSets: [{ name: A, cycles: [request], ruleSets: [{ name: B, cycles: [request, response] }] }]'),
  'POL-DIALECT': () => [...exampleFiles({ files: {} }), rawFile(`${CLUSTER}/dialect.json`, '{ "format": 1,')],
  'POL-DUPLICATE': () => withPolicy('ruleSets: [{ name: A }, { name: A }]'),
  'POL-EXPORT-MORE': () => withExport(good.replace('<ruleGroup ', '<ruleGroup note="from elsewhere" ')),
  'POL-LIST-EMPTY': () => exampleFiles({ files: { 'lists/Hosts.yaml': 'format: 1\ntype: regex\ndescription: Hosts of partners\n' } }),
  'POL-LIST-REPEAT': () => exampleFiles({ files: { 'lists/Hosts.yaml': 'format: 1\ntype: regex\nentries: [a.example, b.example, a.example]\n' } }),
  'POL-RULE-IDLE': () => withPolicy("ruleSets: [{ name: A, rules: [{ name: r, criteria: 'URL.Host equals \"a\"' }] }]"),
  'POL-SETTINGS-VALUE': () =>
    withPolicy('settings: { One: { target: Block, values: { Language: auto } }, Two: { target: Block, values: { Langauge: auto } } }'),
  'POL-LIST-ROW': () => exampleFiles({ files: { 'lists/Hops.yaml': 'format: 1\ntype: maptype\nrows:\n  - { key: a, value: b }\n  - { key: c, vlaue: d }\n  - { key: e, value: f }\n' } }),
  'POL-LIST-SLIP': () =>
    exampleFiles({ files: { 'lists/Hosts.yaml': `format: 1\ntype: regex\nentries: ['*.a.example,', ' b.example', '“c.example”', '', 'd, e', '"f"', '*.g.example h.example']\n` } }),
  'a-list-of-a-type-that-is-none': () =>
    withCriteria('URL.Host matches in list "Hosts"', { 'lists/Hosts.yaml': 'format: 1\ntype: regx\nentries: [a.example]\n', 'lists/Rows.yaml': 'format: 1\ntype: string\nrows: [{ key: a, value: b }]\n' }),
  'POL-LIST-TEXT': () => exampleFiles({ files: { 'lists/Quoted.yaml': 'format: 1\ntype: string\nentries: [\'say "hi"\']\n' } }),
  'POL-LIST-VALUE': () => exampleFiles({ files: { 'lists/Partners.yaml': 'format: 1\ntype: iprange\nentries: [10.20.0.0/16, 010.30.0.0/16, 10.40.0.9-10.40.0.1]\n' } }),
  'POL-LIST-TYPE': () =>
    withCriteria('URL.Host matches in list "Words"', { 'lists/Words.yaml': 'format: 1\ntype: string\nentries: [a]\n' }),
  'POL-LOOK-ALIKE': () => withPolicy('ruleSets: [{ name: Coaching }, { name: C\u043e\u0430ching }]'),
  'POL-MIXED-JOINS': () => withCriteria('URL.Host equals "a" AND URL.Host equals "b" OR URL.Host equals "c"'),
  'POL-MIXED-LEVEL': () =>
    withPolicy('ruleSets: [{ name: A, rules: [{ name: r, action: Continue }], ruleSets: [{ name: B }] }]'),
  'POL-NO-TEMPLATE': () => withPolicy('ruleSets: [{ template: rule-sets/blocked.hbs, values: {} }]'),
  'POL-OVERRIDE': () =>
    exampleFiles({
      files: {
        'lists/Blocked.yaml': 'format: 1\ntype: regex\noverride: tighten\nstricter: longer\nentries: ["*.casino.example", "*.poker.example"]\n',
        'lists/apac/Blocked.yaml': 'format: 1\ntype: regex\nregion: apac\nentries: ["*.casino.example"]\n',
        'policy/10.yaml': `format: 1
parameters:
  largest: { default: '1000', override: tighten, stricter: lower, regions: { amer: '2000' } }
  inspect: { default: 'yes', override: locked, regions: { amer: 'no' } }
ruleSets:
  - name: A
    rules:
      - { name: hosts, criteria: 'URL.Host matches in list "Blocked"', action: Block }
      - { name: size, criteria: 'Body.Size greater than or equals $(largest) AND URL.Host equals "$(inspect)"', action: Block }
`,
      },
    }),
  'a-region-lets-through-what-all-block': () =>
    exampleFiles({
      files: {
        'policy/10.yaml': `format: 1
ruleSets:
  - name: Partners of Tokyo
    region: apac
    rules: [{ name: partner, criteria: 'URL.Host matches "*.partner.example"', action: Stop Cycle }]
  - name: Blocked for all
    override: tighten
    rules: [{ name: hosts, criteria: 'URL.Host matches "*.example"', action: Block }]
`,
      },
    }),
  'POL-OVERRIDE-OPEN': () =>
    exampleFiles({
      files: {
        'policy/10.yaml': `format: 1
properties: { User-Defined.Inspect: { initial: 'yes' } }
parameters:
  largest: { default: '1000', override: tighten, stricter: lower, regions: { amer: many } }
ruleSets:
  - name: A
    rules: [{ name: size, criteria: 'URL.Host equals "$(largest)"', action: Block }]
`,
      },
    }),
  'a-region-sets-what-all-set': () =>
    exampleFiles({
      files: {
        'policy/10.yaml': `format: 1
properties: { User-Defined.Inspect: { initial: 'no' } }
ruleSets:
  - name: Inspection
    override: tighten
    rules: [{ name: everything, events: ['set User-Defined.Inspect = "yes"'] }]
  - name: Banks of Tokyo
    region: apac
    rules: [{ name: banks, criteria: 'URL.Host matches "*.bank.example"', events: ['set User-Defined.Inspect = "no"'] }]
`,
      },
    }),
  'POL-OVERRIDE-USE': () =>
    exampleFiles({
      files: {
        'lists/Names.yaml': 'format: 1\ntype: string\noverride: union\nentries: [a]\n',
        'lists/apac/Names.yaml': 'format: 1\ntype: string\nregion: apac\nentries: [b]\n',
        'policy/10.yaml': `format: 1
properties: { User-Defined.Names: {} }
ruleSets:
  - name: A
    rules: [{ name: r, events: ['set User-Defined.Names = list "Names"'] }]
`,
      },
    }),
  'a-list-that-says-nothing-of-regions': () =>
    exampleFiles({
      files: {
        'lists/Blocked.yaml': 'format: 1\ntype: regex\nentries: ["*.casino.example"]\n',
        'lists/apac/Blocked.yaml': 'format: 1\ntype: regex\nregion: apac\nentries: ["*.casino.example"]\n',
        'lists/amer/Blokced.yaml': 'format: 1\ntype: regex\nregion: amre\nentries: ["*.casino.example"]\n',
        'policy/10.yaml': `format: 1
parameters: { largest: { override: tighten, regions: { amer: '1', aper: '2' } } }
ruleSets:
  - name: A
    region: apac
    override: locked
    rules: [{ name: hosts, criteria: 'URL.Host matches in list "Blocked"', action: Block }]
`,
      },
    }),
  'POL-PARAMETER-VALUE': () =>
    withPolicy(
      `parameters: { reason: { regions: { apac: Tokyo } } }\nruleSets: [{ name: A, rules: [{ name: r, criteria: 'URL.Host equals "$(reason)"', action: Block }] }]`,
    ),
  'POL-REGION-ADDRESS': () =>
    exampleFiles({
      files: {
        'regions.yaml': 'format: 1\nregions: { apac: { selectBy: proxy-ip }, amer: {} }\n',
        'locations/tokyo.yaml':
          'format: 1\nregion: apac\nnodes: { tokyo-1: { address: 10.81.0.11, transit: true }, tokyo-2: {} }\n',
      },
      replace: ['regions.yaml', 'locations/tokyo.yaml'],
    }),
  'POL-REGION-EMPTY': () => withRegions('testBy: criteria\nregions: { apac: {}, amer: {}, emea: {} }'),
  'POL-REGION-NETWORK': () =>
    withRegions('regions: { apac: { selectBy: client-ip, clientNetworks: ["2001:db8::/32"] }, amer: {} }'),
  'POL-SAME-NAME': () =>
    withPolicy(
      'ruleSets: [{ name: A, rules: [{ name: r, action: Block }, { name: s, action: Block }, { name: r, action: Block }] }]',
    ),
  'POL-SETTINGS-TARGET': () =>
    withPolicy(
      'settings: { Page: { target: Blok, values: { Language: auto } } }\nruleSets: [{ name: A, rules: [{ name: r, action: Block<Page> }] }]',
    ),
  'a-parameter-without-brackets': () =>
    withPolicy(
      `parameters: { hop: { regions: { apac: p.example } } }\nproperties: { User-Defined.Hop: {} }\nruleSets: [{ name: A, rules: [{ name: r, events: ['set User-Defined.Hop = "${'${hop}'}"', 'set User-Defined.Hop = "$(hpo)" + User-Defined.Hpo'] }] }]`,
    ),
  'POL-SYNTAX': () => withCriteria('URL.Host equals'),
  'POL-TEMPLATE': () => withPolicy(called, { 'templates/own.hbs': '- name: {{nme}}\n' }),
  'POL-TEMPLATE-CIRCLE': () => withPolicy(called, { 'templates/own.hbs': '- template: own.hbs\n' }),
  'POL-TEMPLATE-VALUE': () =>
    exampleFiles({
      files: {
        'policy/90-logs.yaml':
          'format: 1\nsystemFiles: { etc/rsyslog.conf: { template: system/rsyslog.conf.hbs, values: { collectors: [{ name: "a b\\nc", host: siem.example.com, port: 6514, protocol: tcp }] } } }\n',
      },
      replace: ['policy/90-logs.yaml'],
    }),
  'POL-TYPE': () => withCriteria('BytesFromClient equals "many"'),
  'POL-UNKNOWN-OPERATOR': () => withCriteria('URL.Host resembles "a"'),
  'POL-UNKNOWN-PARAMETER': () => withCriteria('URL.Host equals "$(reason)"'),
  'POL-UNKNOWN-PROPERTY': () => withCriteria('URL.Hots equals "a"'),
  'POL-UNUSED': () => withPolicy('settings: { Page: { target: Block, values: { Language: auto } } }'),
  'POL-UNVERIFIED': () => withPolicy('ruleSets: [{ name: A, rules: [{ name: r, action: Stop Cycle }] }]'),
  'POL-UNVERIFIED-SELECTOR': () => withRegions('regions: { apac: { selectBy: uuid }, amer: {} }'),
  'POL-XML': () => withExport(good.replace('</libraryContent>', '')),
  'POL-XML-LAYOUT': () => withExport(good.replaceAll('\n  <', '\n<')),
  'POL-XML-REFERENCE': () => withExport(good.replace(/<listValue id="[^"]*"/, '<listValue id="com.scur.type.regex.4"')),
  'POL-XML-TOP': () => withExport(good.replace(/(\s*<ruleGroup [\s\S]*<\/ruleGroup>)/, '$1$1')),
  'REF-EXPORT': () => withPolicy('ruleSets: [{ import: exports/good.xml }]'),
  'REF-EXPORT-LIST': () => withExport(good, ', lists: { Bad hots: { rename: Worse } }'),
  'REF-EXPORT-SETTINGS': () => withExport(exported('Bad', ['b'], 'Page'), ', settings: { Pages: { rename: Ours } }'),
  'REF-LIST': () => withCriteria('URL.Host matches in list "Blockd"'),
  'REF-PROPERTY': () => withCriteria('User-Defined.Region equals "apac"'),
  'REF-SETTINGS': () => withPolicy('ruleSets: [{ name: A, rules: [{ name: r, action: Block<Page> }] }]'),
}
