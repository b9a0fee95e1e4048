import { expect, test } from 'vitest'
import { buildCluster } from '../support.ts'

const POLICY = `format: 1
settings:
  Stop:
    target: Block
parameters:
  largest: { default: '1000', regions: { amer: '5' } }
ruleSets:
  - name: First
    rules:
      - name: Large
        criteria: Body.Size greater than $(largest) AND URL.Host equals "a" AND Proxy.IP equals "10.81.0.11"
        action: Block<Stop>
  - name: Second
    rules:
      - name: Small
        criteria: URL.Host equals "b"
        action: Block<Stop>
  - template: rule-sets/blocked-lists.hbs
    values:
      name: Third
      lists: [{ list: Bad, settings: Stop }]
`
const REGIONS = 'format: 1\nregions: { amer: {}, apac: {} }\n'
const LIST = 'format: 1\ntype: regex\nentries: [a.example]\n'

/** What is said of the policy above with a text in it written otherwise, without advice. */
function told(text: string, instead: string): readonly string[] {
  expect(POLICY).toContain(text)
  const policy = POLICY.replace(text, instead)
  return buildCluster({ 'policy/10.yaml': policy, 'regions.yaml': REGIONS, 'lists/Bad.yaml': LIST })
    .located.filter(({ severity }) => severity !== 'info')
    .map(
      ({ span, code, message, help }) =>
        `${span.file.replace('clusters/two-site/', '')}:${span.start.line}:${span.start.column} ${code} ${message}; ${help}`,
    )
}

test('a policy in order is told nothing', () => {
  expect(told('URL.Host equals "b"', 'URL.Host equals "c"')).toEqual([])
})

test('a parameter whose name begins as that of another one is not taken for that', () => {
  const rest =
    "largest: { default: '1000', regions: { amer: '5' } }\nruleSets:\n  - name: First\n    rules:\n      - name: Large\n        criteria: Body.Size greater than $(largest"
  expect(told(`  ${rest})`, `  largest-one: { default: '7' }\n  ${rest}-one)`)).toEqual([])
})

test('a rule set of a template for no lists is empty', () => {
  expect(told('[{ list: Bad, settings: Stop }]', '[]')).toEqual([])
})

test.each([
  [
    'a word that stands behind parameters, which are of another length in each region',
    'AND URL.Host equals',
    'AND URL.Hos equals',
    '11:57 POL-UNKNOWN-PROPERTY "URL.Hos" is not a property; did you mean "URL.Host"?',
  ],
  [
    'what is missing behind a parameter',
    'than $(largest) AND',
    'than $(largest)',
    '11:53 POL-SYNTAX "URL.Host" is not expected here',
  ],
  [
    'an address that is none, which no node has either',
    'equals "10.81.0.11"',
    'equals "10.81.0.300"',
    'POL-TYPE "10.81.0.300" is not an address',
  ],
  [
    'settings that are misspelt where they are declared',
    '  Stop:',
    '  Stopp:',
    'REF-SETTINGS "First > Large (amer)" uses the settings object "Stop", which does not exist, and so do 2 others; did you mean "Stopp"?',
  ],
  [
    'settings that are misspelt where they are used',
    'Block<Stop>\n  - template',
    'Block<Stip>\n  - template',
    '15:9 REF-SETTINGS "Second > Small" uses the settings object "Stip", which does not exist; did you mean "Stop"?',
  ],
  [
    'a rule without a name',
    '- name: Small',
    "- name: ' '",
    '15:15 SCHEMA-PATTERN " " has the wrong form; a name with something in it',
  ],
  [
    'a copy of a rule with parameters that has the name of the other one still',
    '        action: Block<Stop>\n  - name: Second',
    '        action: Block<Stop>\n      - name: Large\n        criteria: Body.Size less than $(largest)\n        action: Continue\n  - name: Second',
    '13:9 POL-SAME-NAME there are two rules "Large (amer)" in the rule set "First"',
  ],
  [
    'a value of a template under another name',
    '      name: Third\n',
    '      title: Third\n',
    '20:7 SCHEMA-UNKNOWN-KEY the template "templates/rule-sets/blocked-lists.hbs" takes no value "title", and "name" is missing; write "name" in its place',
  ],
  [
    'values of a template that are missing',
    '    values:\n      name: Third\n      lists: [{ list: Bad, settings: Stop }]\n',
    '    values: {}\n',
    '19:5 SCHEMA-MISSING-KEY the template "templates/rule-sets/blocked-lists.hbs" takes values "name" and "lists", which are missing; add "name" and "lists"',
  ],
])('%s is one error', (_, text, instead, expected) => {
  const found = told(text, instead)
  expect(found).toHaveLength(1)
  expect(found[0]).toContain(expected)
})

test.each([
  [
    'a member of a region that is misspelt, which has no member then and leaves its node without one',
    {
      'regions.yaml':
        'format: 1\nregions: { apac: { nodes: [tokyo-3] }, amer: { locations: [newyork] }, emea: { nodes: [tokyo-1] } }\n',
    },
    'REF-NODE there is no node "tokyo-3"',
  ],
  [
    'a region that is misspelt at a rule set, which seems to be for other clients than the one in it then',
    {
      'regions.yaml':
        'format: 1\nregions: { amer: {}, apac: {}, guests: { selectBy: client-ip, clientNetworks: [172.16.0.0/20] } }\n',
      'policy/10.yaml': `format: 1
ruleSets:
  - name: Outer
    regions: [amr, guests]
    ruleSets:
      - name: Inner
        criteria: Client.IP is in range "10.81.16.0/24"
        rules: [{ name: A, action: Block }]
`,
    },
    'REF-REGION there is no region "amr"; did you mean "amer"?',
  ],
])('%s is one error', (_, files, expected) => {
  // What holds without the slip as well.
  const others = ['CM-REG-005', 'CM-REG-009', 'CM-REG-012']
  const found = buildCluster(files).located.filter(
    ({ severity, code }) => severity !== 'info' && !others.includes(code),
  )
  expect(found.map(({ code, message, help }) => `${code} ${message}; ${help}`)).toEqual([
    expect.stringContaining(expected),
  ])
})
