import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const write = (root: string, path: string, content: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

const cluster = (entry: string, more = ''): string => `format: 1
product: { version: 12.2.15, build: '51390', branch: main }
entryNode: ${entry}
centralManagement:
  port: 12346
  ca: { name: Test CA, sha256: 7b3f0c6a52d94e18b1f6c3a7e09d25c84f6e1b7a93d05c2e8f41a6b9d7c0e352, keyBits: 3072, expires: 2040-03-31 }
${more}`

const location = (name: string, number: number, priority = 10): string => `format: 1
nodes:
  ${name}-1:
    uuid: D6CD9202-A787-5ACD-1E85-D855D9D3E6B${number}
    address: 10.0.${number}.11
    listeners: ['10.0.${number}.11:12346']
    priority: ${priority}
    groups: { network: [all], runtime: ${name}, update: ${name} }
`

const regions = (selectBy: string): string =>
  `format: 1\nselectBy: ${selectBy}\nregions: { south: { locations: [rome] }, north: { locations: [oslo] } }\n`

const policy = (host: string): string => `format: 1
ruleSets:
  - name: Blocking
    cycles: [request]
    rules: [{ name: Sites, criteria: URL.Host matches in list "Sites", action: Block<Default> }]
  - { name: Rome, region: south, rules: [{ name: Host, criteria: URL.Host equals "${host}", action: Stop Cycle }] }
`

/** A number for each location that there is from the start: no two nodes have the same address or UUID. */
const NUMBERS = { oslo: 0, rome: 1, lima: 3, bern: 4 } as const

/** Two clusters of two nodes. */
export function writeClusters(root: string): void {
  write(root, 'clusters/pader.yaml', 'format: 1\n')
  for (const [name, sites] of [
    ['a', ['oslo', 'rome']],
    ['b', ['lima', 'bern']],
  ] as const) {
    write(root, `clusters/${name}/cluster.yaml`, cluster(`${sites[0]}-1`))
    for (const site of sites) write(root, `clusters/${name}/locations/${site}.yaml`, location(site, NUMBERS[site]))
  }
}

/** What may happen to a repository and to what was made of it between two runs. */
export const events: Readonly<Record<string, (root: string) => void>> = {
  nothing: () => undefined,
  'nothing again': () => undefined,
  'a value changes': (root) => write(root, 'clusters/a/locations/oslo.yaml', location('oslo', 0, 20)),
  'it changes back': (root) => write(root, 'clusters/a/locations/oslo.yaml', location('oslo', 0)),
  'a comment': (root) => write(root, 'clusters/a/locations/rome.yaml', `# here\n${location('rome', 1)}`),
  'a default': (root) => write(root, 'clusters/b/cluster.yaml', cluster('lima-1', 'defaults: { priority: 5 }\n')),
  'a text that is no YAML': (root) => write(root, 'clusters/b/locations/bern.yaml', 'nodes: [\n'),
  'a key that is not known': (root) => write(root, 'clusters/b/locations/bern.yaml', `${location('bern', 4)}nods: 1\n`),
  'it is repaired': (root) => write(root, 'clusters/b/locations/bern.yaml', location('bern', 4)),
  'a node of both clusters': (root) => write(root, 'clusters/b/locations/bern.yaml', location('bern', 1)),
  'a policy': (root) => write(root, 'clusters/a/policy/10.yaml', policy('one.example')),
  'a rule changes': (root) => write(root, 'clusters/a/policy/10.yaml', policy('two.example')),
  'a rule is wrong': (root) => write(root, 'clusters/a/policy/10.yaml', policy('" ANDD "')),
  'no policy': (root) => rmSync(join(root, 'clusters/a/policy'), { recursive: true, force: true }),
  'a list': (root) => write(root, 'clusters/a/lists/Sites.yaml', "format: 1\ntype: regex\nentries: ['*.example']\n"),
  'a list that is no YAML': (root) => write(root, 'clusters/a/lists/Sites.yaml', 'entries: [\n'),
  'regions by name': (root) => write(root, 'clusters/a/regions.yaml', regions('hostname')),
  'regions by UUID': (root) => write(root, 'clusters/a/regions.yaml', regions('uuid')),
  'a node has another name': (root) =>
    write(root, 'clusters/a/locations/rome.yaml', location('rome', 1).replace('rome-1:', 'rome-2:')),
  'a location more': (root) => write(root, 'clusters/a/locations/kiev.yaml', location('kiev', 2)),
  'a location less': (root) => rmSync(join(root, 'clusters/a/locations/kiev.yaml'), { force: true }),
  'a severity': (root) => write(root, 'clusters/pader.yaml', 'format: 1\nrules: { CM-NET-002: warning }\n'),
  'a stray file': (root) => write(root, 'clusters/a/notes.yaml', 'a: 1\n'),
  'another file': (root) => write(root, 'clusters/README.md', 'clusters\n'),
  'a cluster more': (root) => write(root, 'clusters/c/cluster.yaml', cluster('none-1')),
  'a cluster less': (root) => rmSync(join(root, 'clusters/c'), { recursive: true, force: true }),
  'the artifacts go': (root) => rmSync(join(root, '.pader'), { recursive: true, force: true }),
  'an artifact is changed': (root) => write(root, '.pader/out/a/locations/rome.json', '{}'),
  'an artifact nobody asked for': (root) => write(root, '.pader/out/a/locations/gone.json', '{}'),
  'what is hidden': (root) => write(root, 'clusters/.hidden', ''),
}
