import { describe, expect, test } from 'vitest'
import { FORMS } from '../../../src/model/forms/forms.ts'
import { DOCUMENT_KINDS, type DocumentKind } from '../../../src/compile/documents/kinds.ts'
import { textsOfSchema } from '../schema-texts.ts'
import { buildCluster, validators } from '../support.ts'

/** Texts that say whatever somebody wants to say. */
const FREE =
  /(^| |\.)(description|owner|license|name|user|parameters|reason|ticket|why|initial|value|unknown\.\*|source|version)$/
/** Texts that name something of the repository, which other checks look for. */
const NAMES =
  /(^| |\.)(entryNode|transitGroup|groups\.(network\.\[\]|runtime|update)|template|pool|id|onNodes\.\[\]|then|device|between\.\[\]|from|to|synchronizers\.\[\]|reporterSources\.\[\]|region|regions\.\[\]|roamingWith\.\[\]|locations\.\[\]|nodes\.\[\]|scope|scope\.\[\]|node|setting|list|ruleSet|settings|key|import|use|rename|merge|target|type)$/
/** The identity of a node has a check of its own, CM-MEM-002. */
const IDENTITY = /\.(uuid|uuids\.\[\])$/
/** What the language of policies says, which has checkers of its own. */
const POLICY =
  /^(policy .*\.(values\.\*|default|regions\.\*|stricter|stricter\.\[\]|criteria|action|events\.\[\])|list (entries\.\[\]|rows\.\[\]\.\*)|tests .*\.(groups\.\[\]|request\.\*|request\.\*\.\[\]|action|rule|properties\.\*))$/

const texts = DOCUMENT_KINDS.flatMap((kind) => textsOfSchema(kind).map((text) => ({ kind, ...text })))
const formed = texts.filter(({ format }) => format !== undefined)

test('a text that people write has a form, or nothing can be wrong with it that nobody notices', () => {
  const unjudged = texts
    .filter(({ format, isClosed }) => format === undefined && !isClosed)
    .filter(({ at }) => ![FREE, NAMES, IDENTITY, POLICY].some((known) => known.test(at)))
  expect(unjudged.map(({ at }) => at)).toEqual([])
  expect(formed.length).toBeGreaterThan(50)
})

test('every form is that of some text, and every text has one that there is', () => {
  expect([...new Set(formed.map(({ format }) => String(format)))].toSorted()).toEqual(Object.keys(FORMS).toSorted())
})

/** A text that is not of a form, and one that is. */
const SAMPLES: Readonly<Record<string, readonly [string, string]>> = {
  'ip-address': ['010.0.0.1', '10.0.0.1'],
  'ipv4-address': ['10.0.0.300', '10.0.0.1'],
  'interface-address': ['10.0.0.1/33', '10.0.0.1/24'],
  listener: ['10.0.0.x', '10.0.0.1:12346'],
  endpoint: ['10.0.0.1', '10.0.0.1:4711'],
  network: ['10.0.0.1/8', '10.0.0.0/8'],
  'ipv4-network': ['10.0.0.0/', '10.0.0.0/8'],
  host: ['10.0.0.300', 'ntp.example.com'],
  'host-name': ['tokyo 1', 'tokyo-1'],
  administration: ['https://tokyo-1:99999', 'https://tokyo-1:4712'],
  'web-server': ['htps:/update', 'https://update.example.com'],
  'path-or-url': ['ftps:/x', '/opt/x'],
  url: ['ftps:/x', 'ftps://x/'],
  'calendar-day': ['2027-02-31', '2027-02-28'],
  'time-zone': ['Asia/Tokio', 'Asia/Tokyo'],
}

describe.each(formed)('$at', ({ kind, at, format = '' }) => {
  const [wrong, right] = SAMPLES[format] ?? ['', '']
  const steps = at.slice(kind.length + 1).split('.')
  const found = (text: string): readonly string[] => {
    const path = steps.map((step) => (step === '*' ? 'any' : step === '[]' ? 0 : step))
    const problems = validators[kind as DocumentKind](documentWith(path, text))
    return problems
      .filter((problem) => problem.path.join('.') === path.join('.') && problem.message.startsWith(`"${wrong}" is no `))
      .map(({ code }) => code)
  }

  test('is looked at', () => {
    expect(found(wrong)).toHaveLength(1)
    expect(found(right)).toEqual([])
  })
})

function documentWith(path: readonly (string | number)[], text: string): unknown {
  return path.reduceRight<unknown>((inner, step) => (step === 0 ? [inner] : { [step]: inner }), text)
}

/** What is said of the two-site cluster with these lines in Tokyo. */
function said(tokyo: string, cluster = '{}'): readonly string[] {
  const { located } = buildCluster({ 'locations/tokyo.yaml': tokyo, 'cluster.yaml': cluster })
  const usual = new Set(buildCluster().located.map(({ message }) => message))
  return located.filter(({ message }) => !usual.has(message)).map(({ code, message }) => `${code} ${message}`)
}

test('a range below a range of nodes stands for what each of them gets', () => {
  const range = (address: string): string =>
    `nodes: { 'lab-{1..12}': { address: '${address}', transit: false, interfaces: { eth0: { address: '${address}/24' } } } }`
  const isAboutTexts = (line: string): boolean => line.startsWith('SCHEMA-')
  expect(said(range('10.81.0.{101..112}')).filter(isAboutTexts)).toEqual([])
  const wrong = said(range('10.81.0.{250..261}')).filter(isAboutTexts)
  const because = '"256" is no number from 0 to 255; it comes from "10.81.0.{250..261}'
  expect(wrong).toEqual([
    `SCHEMA-ADDRESS "10.81.0.256" is no IP address: ${because}"`,
    `SCHEMA-ADDRESS "10.81.0.256/24" is no address in CIDR notation: ${because}/24"`,
  ])
  expect(said(range('10.81.0.{01..12}')).filter(isAboutTexts)[0]).toContain(
    '"10.81.0.01" is no IP address: "01" is octal',
  )
})

test.each(['address', 'hostname'])('a range in the %s of a single node is refused', (key) => {
  expect(said(`nodes: { tokyo-2: { listeners: [10.81.0.12], ${key}: '10.81.0.{1..9}' } }`)).toEqual([
    expect.stringContaining('a range counts along only below a range of nodes'),
  ])
})

describe('what is no address is unknown, and nothing is concluded from it', () => {
  test.each([
    ['interfaces: { eth0: { address: 10.81.0.x/24, role: cluster } }', 'SCHEMA-ADDRESS "10.81.0.x/24"'],
    ['interfaces: { eth0: { address: 010.81.0.12/24, role: cluster } }', 'SCHEMA-ADDRESS "010.81.0.12/24"'],
    ['address: 10.81.0.300', 'SCHEMA-ADDRESS "10.81.0.300"'],
    ['listeners: [10.81.0:12346]', 'SCHEMA-ADDRESS "10.81.0:12346"'],
    ['listeners: [10.81.0.12], address: tokyo-2.example.com', 'SCHEMA-ADDRESS "tokyo-2.example.com"'],
    ['ntp: { servers: [10.81.0.x, 10.81.0.4, 10.1.0.3] }', 'SCHEMA-HOST "10.81.0.x"'],
  ])('%s', (node, start) => {
    expect(said(`nodes: { tokyo-2: { ${node} } }`)).toEqual([expect.stringContaining(start)])
  })

  test('of client networks', () => {
    const shared = 'nodes: { tokyo-2: { groups: { runtime: newyork } } }'
    expect(said(`clientNetworks: [10.81.16.0/20]\n${shared}`).join()).toContain('CM-RT')
    expect(said(`clientNetworks: [10.81.16.0/33]\n${shared}`).join()).not.toContain('CM-RT-00')
  })
})

test.each(['010.81.0.12', '10.81.0.12/24', '10.81.0.12 '])(
  'the virtual address "%s" is none, so no listener slips past it',
  (address) => {
    expect(said('nodes: {}', `virtualAddresses: ['${address}']`)).toEqual([expect.stringContaining('is no IP address')])
  },
)

test('a password in a URL is not repeated', () => {
  expect(said('nodes: {}', "administration: ['htps://root:hush@tokyo-1']")).toEqual([
    'SCHEMA-URL "htps://…@tokyo-1" is no host or URL: "htps" is not "https" or "http" or "ssh"',
  ])
})

test('a fix is offered where only one thing can have been meant', () => {
  const fixes = (cluster: string): readonly (string | undefined)[] =>
    buildCluster({ 'cluster.yaml': cluster })
      .located.filter(({ code }) => code.startsWith('SCHEMA-'))
      .map(({ fix }) => fix?.title)
  expect(fixes('virtualAddresses: [10.81.0.12/24]')).toEqual(['write "10.81.0.12"'])
  expect(fixes('virtualAddresses: [010.81.0.12]')).toEqual([undefined])
  const networks = (text: string): readonly (string | undefined)[] =>
    buildCluster({ 'locations/tokyo.yaml': `clientNetworks: ['${text}']` })
      .located.filter(({ code }) => code === 'SCHEMA-NETWORK')
      .map(({ fix }) => fix?.title)
  expect(networks('10.81.17.3/20')).toEqual(['write "10.81.16.0/20"'])
  expect(networks('2001:db8:1:2::1/64')).toEqual(['write "2001:db8:1:2::/64"'])
  // Nobody means all of 2001::/20 who writes this.
  expect(networks('2001:db8::/20')).toEqual([undefined])
  expect(networks('10.81.16.5/8')).toEqual([undefined])
})
