import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { rules } from '../../../src/compile/rules/index.ts'
import type { RawFile } from '../../../src/source/source-file.ts'
import { POLICY_CASES } from './policy-cases.ts'
import { buildExample, build, clusterFiles, exampleFiles, rawFile, type Built } from '../support.ts'

/** Something that is wrong, under a name for its file, and what compiling it says. */
export interface GoldenCase {
  readonly name: string
  readonly built: () => Built
}

const CASES = 'test/cases'
const example = (path: string, text: string): readonly RawFile[] => exampleFiles({ files: { [path]: text } })
const replaced = (path: string, text: string): readonly RawFile[] =>
  exampleFiles({ files: { [path]: text }, replace: [path] })

/** What needs no folder of its own, by the code that it shows. */
const SMALL: Readonly<Record<string, () => readonly RawFile[]>> = {
  'REF-CLUSTER-FILE': () => exampleFiles({ files: {}, without: ['cluster.yaml'] }),
  'REF-UNREAD-FOLDER': () => [
    ...exampleFiles({ files: {} }),
    { path: 'clusters/paris', unreadable: 'the submodule is not checked out', folder: 'submodule' },
  ],
  'REF-IDLE-FOLDER': () => [...exampleFiles({ files: {} }), rawFile('clusters/paris/README.md', 'moved')],
  'REF-LEASE': () => example('leases.yaml', lease('tokyo-9', '2027-06-30')),
  'REF-LEASE-EXPIRED': () => example('leases.yaml', lease('tokyo-2', '2026-12-31')),
  'REF-LEASE-REPEATED': () => example('leases.yaml', `${lease('tokyo-2', '2027-06-30').slice(0, -1)}, ${lease('tokyo-2', '2027-09-30').split('[')[1]}`),
  'REF-DATE-FAR': () => example('leases.yaml', lease('tokyo-2', '9999-12-31')),
  'REF-LOCATION': () => example('locations/tokyo.yaml', 'roamingWith: [newyrk]'),
  'REF-NAME': () => [...exampleFiles({ files: {} }), rawFile('clusters/two-site/locations/Tokyo Bay.yaml', 'format: 1\nnodes: {}\n')],
  'REF-NO-CLUSTER': () => [],
  'REF-NODE': () => example('cluster.yaml', 'hybrid: { synchronizers: [tokio-1] }'),
  'REF-REGION': () => example('locations/tokyo.yaml', 'region: apca'),
  'REF-REPAIR-EXPIRED': () =>
    example('locations/tokyo.yaml', 'nodes: { tokyo-2: { outOfService: { reason: a disk, ticket: CHG-7, expires: 2026-12-31 } } }'),
  'REF-TRANSIT': () => example('locations/tokyo.yaml', 'nodes: { tokyo-2: { transit: false, groups: { network: [tokyo, transit] } } }'),
  'REF-WAIVER-SCOPE': () => example('waivers.yaml', waiver('scope: tokio')),
  'REF-WAIVER-UNUSED': () => example('waivers.yaml', waiver('scope: tokyo')),
  'SCHEMA-ADDRESS': () => example('locations/tokyo.yaml', 'nodes: { tokyo-2: { listeners: [10.81.0.12], address: 010.81.0.12 } }'),
  'SCHEMA-NETWORK': () => example('locations/tokyo.yaml', 'clientNetworks: [10.81.16.5/20, 10.81.32.0]'),
  'SCHEMA-HOST': () => example('cluster.yaml', 'defaults: { ntp: { servers: [10.81.0.300, ntp.example.com:123, ntp.example.com] } }'),
  'SCHEMA-URL': () => example('cluster.yaml', "administration: ['htps://tokyo-1:4712', 'https://tokyo-1:47120000']"),
  'SCHEMA-DATE': () => example('waivers.yaml', waiver('scope: tokyo').replace('2027-06-30', '2027-06-31')),
  'SCHEMA-TIME-ZONE': () => example('locations/tokyo.yaml', 'timeZone: Asia/Tokio'),
  'a-range-that-leaves-the-addresses': () => example('locations/tokyo.yaml', "nodes: { 'lab-{1..12}': { address: '10.81.0.{250..261}' } }"),
  'SCHEMA-CHOICE': () => example('cluster.yaml', 'network: { routes: [{ between: [tokyo, newyork], from: tokyo, to: newyork }] }'),
  'a-route-with-an-end-too-many': () => example('cluster.yaml', 'network: { routes: [{ between: [tokyo, newyork], to: newyork }] }'),
  'group-names-that-look-alike': () => example('locations/tokyo.yaml', 'nodes: { tokyo-2: { groups: { network: [tokyo, tr\u0430n\u0455it] } } }'),
  'SCHEMA-LENGTH': () => example('waivers.yaml', waiver('scope: tokyo').replace('being replaced', 'why')),
  'SCHEMA-DUPLICATE': () => example('locations/tokyo.yaml', 'clientNetworks: [10.81.16.0/20, 10.81.32.0/20, 10.81.16.0/20]'),
  'SCHEMA-NAME': () => example('locations/tokyo.yaml', 'nodes: { Tokyo 3: { address: 10.81.0.13 } }'),
  'SCHEMA-VALUE': () => example('regions.yaml', 'selectBy: hostnam'),
  'YAML-SYNTAX': () => replaced('regions.yaml', 'format: 1\nregions: [\n'),
  'YAML-QUOTES': () => replaced('regions.yaml', "format: 1\nregions:\n  amer: { owner: “compliance” }\n  apac: { owner: compliance' }\n"),
  'YAML-SWALLOWED': () => replaced('lists/Hosts.yaml', 'format: 1\ntype: regex\ndescription: Hosts of partners\n  - a.example\n  - b.example\nentries: []\n'),
  'YAML-BLANK': () => example('lists/Hosts.yaml', 'format: 1\nname: Some\u00a0hosts\ntype: regex\nentries: []\n'),
  'YAML-TOO-LARGE': () => replaced('regions.yaml', `format: 1\n# ${'x'.repeat(2 * 1024 * 1024)}\nregions: {}\n`),
  'YAML-UNREADABLE': () => [
    ...exampleFiles({ files: {}, without: ['regions.yaml'] }),
    { path: 'clusters/two-site/regions.yaml', unreadable: 'permission denied' },
  ],
}

function lease(node: string, expires: string): string {
  return `format: 1\nleases: [{ node: ${node}, setting: priority, reason: it was an emergency, ticket: CHG-1, owner: proxy-team, expires: ${expires} }]`
}

function waiver(scope: string): string {
  return `format: 1\nwaivers: [{ code: CM-PRI-001, ${scope}, reason: being replaced, owner: network, expires: 2027-06-30 }]`
}

/** The two-site cluster with the files of a folder of `test/cases` in the place of its own. */
function filesOfFolder(name: string): readonly RawFile[] {
  const files = new Map(
    Object.entries(clusterFiles('two-site')).map(([path, text]) => {
      const full = posix.join('clusters/two-site', path)
      return [full, rawFile(full, text)]
    }),
  )
  for (const path of readdirSync(join(CASES, name), { recursive: true, encoding: 'utf8' })) {
    if (!/\.ya?ml$/.test(path)) continue
    const below = path.replaceAll('\\', '/')
    const full = path === 'pader.yaml' ? 'clusters/pader.yaml' : posix.join('clusters/two-site', below)
    files.set(full, { path: full, bytes: readFileSync(join(CASES, name, path)) })
  }
  return [...files.values()]
}

/** Every case there is: each rule's failing example, each folder of cases, and the small ones above. */
export const goldenCases: readonly GoldenCase[] = [
  ...rules
    .filter(({ stage }) => stage === 'static')
    .map((rule) => ({ name: rule.code, built: () => buildExample(rule, rule.examples.invalid) })),
  ...readdirSync(CASES).map((name) => ({ name, built: () => build(filesOfFolder(name)) })),
  ...Object.entries({ ...SMALL, ...POLICY_CASES }).map(([name, files]) => ({ name, built: () => build(files()) })),
]
