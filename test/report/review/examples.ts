/** Texts of a cluster's files by their path below the cluster. */
export type Files = Record<string, string>

/** A realistic change of one of the two clusters of this repository. */
export interface Example {
  readonly name: string
  /** The cluster that is changed. */
  readonly cluster: 'two-site' | 'three-site'
  readonly edit: (files: Files) => void
  /** What a reader must find in the report. */
  readonly says: string
}

const cluster = 'cluster.yaml'
const tokyo = 'locations/tokyo.yaml'
const newyork = 'locations/newyork.yaml'

/** Replaces a text that must be there, so that an example cannot silently stop being one. */
export function replace(files: Files, file: string, from: string | RegExp, to: string): void {
  const before = files[file] ?? ''
  const after = before.replace(from, to)
  if (after === before) throw new Error(`"${String(from)}" is not in ${file}`)
  files[file] = after
}

/** Takes a text out of a file and gives it back. */
function cut(files: Files, file: string, what: RegExp): string {
  const [found] = what.exec(files[file] ?? '') ?? []
  if (found === undefined) throw new Error(`"${String(what)}" is not in ${file}`)
  replace(files, file, found, '')
  return found
}

const third = `  tokyo-3:
    uuid: 564D1111-6391-5B1C-ECDD-18116FD8DA03
    address: 10.81.0.13
    interfaces:
      eth0: { address: 10.81.0.13/24, role: cluster }
      eth1: { address: 10.81.16.13/20, role: users }
`

/** The changes whose reviews are shown in docs/review-examples. */
export const examples: readonly Example[] = [
  {
    name: '01 formatting and comments only',
    cluster: 'two-site',
    says: 'no effect on any node, proved by equal digests',
    edit: (files) => (files[tokyo] = `# a comment\n${files[tokyo] ?? ''}\n`),
  },
  {
    name: '02 add a node',
    cluster: 'two-site',
    says: 'to be added to the cluster by hand',
    edit: (files) => (files[tokyo] += third),
  },
  {
    name: '03 remove a node',
    cluster: 'two-site',
    says: 'to be removed from the cluster by hand',
    edit: (files) => void cut(files, tokyo, / {2}tokyo-2:[\s\S]*$/),
  },
  {
    name: '04 a transit node is one no longer',
    cluster: 'two-site',
    says: 'can no longer be reached',
    edit: (files) => replace(files, newyork, '    transit: true\n', ''),
  },
  {
    name: '05 a second transit node',
    cluster: 'two-site',
    says: 'no longer cuts anybody off',
    edit: (files) => {
      replace(files, newyork, '    address: 10.1.0.12\n', '    address: 10.1.0.12\n    transit: true\n')
      replace(files, cluster, 'between: [tokyo-1, newyork-1]', 'between: [tokyo-1, newyork-1, newyork-2]')
    },
  },
  {
    name: '06 replace hardware',
    cluster: 'two-site',
    says: 'gets another appliance',
    edit: (files) =>
      replace(files, tokyo, '564D0FA3-6391-5B1C-ECDD-18116FD8DADD', '564D0FA3-6391-5B1C-ECDD-18116FD8DAEE'),
  },
  {
    name: '07 rename a node',
    cluster: 'two-site',
    says: 'it is the same appliance',
    edit: (files) => replace(files, tokyo, 'tokyo-2:', 'tokyo-edge-2:'),
  },
  {
    name: '08 rename a location',
    cluster: 'two-site',
    says: 'is renamed to',
    edit: (files) => {
      files['locations/boston.yaml'] = files[newyork] ?? ''
      delete files[newyork]
      replace(files, cluster, /\[tokyo, newyork\]/, '[tokyo, boston]')
    },
  },
  {
    name: '09 move a node between locations',
    cluster: 'two-site',
    says: 'moves from',
    edit: (files) => (files[newyork] += cut(files, tokyo, / {2}tokyo-2:[\s\S]*$/)),
  },
  {
    name: '10 renumber a site',
    cluster: 'two-site',
    says: 'new listener or address by hand',
    edit: (files) => replace(files, newyork, /10\.1\.0\./g, '10.2.0.'),
  },
  {
    name: '11 change the port',
    cluster: 'two-site',
    says: 'port',
    edit: (files) => replace(files, cluster, /12346/g, '12347'),
  },
  {
    name: '12 change a default that reaches every node',
    cluster: 'three-site',
    says: '34 nodes: newyork-1 to newyork-14, paderborn-1 to paderborn-4, tokyo-1 to tokyo-16',
    edit: (files) => replace(files, cluster, '  priority: 10', '  priority: 20'),
  },
  {
    name: '13 split a location',
    cluster: 'three-site',
    says: 'location "yokohama"',
    edit: (files) => {
      const half = cut(files, tokyo, / {2}tokyo-\{9\.\.16\}:[\s\S]*?\n\n/)
      const [, transit, downloads] = [
        '',
        cut(files, tokyo, / {2}tokyo-9: \{ transit: true \}\n/),
        cut(files, tokyo, / {2}tokyo-10: \{ template: downloader \}\n/),
      ]
      const head = (files[tokyo] ?? '').split('nodes:')[0] ?? ''
      files['locations/yokohama.yaml'] =
        `${head.replace('Otemachi', 'Yokohama').replace('[10.81.16.0/20, 10.81.32.0/20]', '[10.81.48.0/20]')}nodes:\n${half}${transit}${downloads}`
      replace(
        files,
        cluster,
        'between: [tokyo, newyork, paderborn]\n  firewall',
        'between: [tokyo, yokohama, newyork, paderborn]\n  firewall',
      )
      replace(
        files,
        cluster,
        'between: [tokyo, newyork, paderborn]\n      protocol',
        'between: [tokyo, yokohama, newyork, paderborn]\n      protocol',
      )
    },
  },
  {
    name: '14 another entry node',
    cluster: 'two-site',
    says: 'everyone connects through',
    edit: (files) => replace(files, cluster, 'entryNode: tokyo-1', 'entryNode: newyork-1'),
  },
  {
    name: '15 upgrade the product',
    cluster: 'two-site',
    says: 'has to be upgraded by hand',
    edit: (files) => replace(files, cluster, 'version: 12.2.15', 'version: 12.2.16'),
  },
  {
    name: '16 rotate the authority',
    cluster: 'two-site',
    says: 'certificate of another certificate authority',
    edit: (files) => replace(files, cluster, 'Example Bank Gateway CA', 'Example Bank Gateway CA 2'),
  },
  {
    name: '17 nobody downloads updates',
    cluster: 'two-site',
    says: 'downloads updates from the internet',
    edit: (files) => replace(files, cluster, 'fromInternet: true', 'fromInternet: false'),
  },
  {
    name: '18 a new region',
    cluster: 'two-site',
    says: 'region "latam"',
    edit: (files) => {
      replace(files, newyork, 'region: amer\n', '')
      replace(files, 'regions.yaml', /( {2}amer:\n.*\n)/, '$1    nodes: [newyork-1]\n')
      files['regions.yaml'] += '  latam:\n    description: Rules of the Brazilian authority\n    nodes: [newyork-2]\n'
    },
  },
  {
    name: '19 a typo in a group',
    cluster: 'three-site',
    says: 'can no longer be reached',
    edit: (files) => (files[tokyo] += '  tokyo-12: { groups: { network: [toknet-2] } }\n'),
  },
  {
    name: '20 remove a location',
    cluster: 'two-site',
    says: 'location',
    edit: (files) => {
      delete files[newyork]
      replace(files, cluster, /\nnetwork:[\s\S]*$/, '\n')
    },
  },
  {
    name: '21 change the policy',
    cluster: 'three-site',
    says: 'criteria of rule "Uploads to file sharing"',
    edit: (files) => {
      replace(files, 'policy/30-blocking.yaml', '10485760', '5242880')
      replace(files, 'policy/40-coaching.yaml', '- name: Private web mail', '- name: Web mail for private use')
      const media = 'policy/50-media-types.yaml'
      const infected = cut(files, media, / {6}- name: Infected\n.*\n.*\n/)
      replace(files, media, '    rules:\n', `    rules:\n${infected}`)
      replace(files, media, '- name: Too large to be looked at\n', '$&        enabled: false\n')
      replace(files, 'policy/10-ground.yaml', 'blocked for everybody at Example Bank', 'blocked at Example Bank')
      files['lists/Web mail.yaml'] += "  - { value: 'webmail.example', description: moved in March }\n"
    },
  },
]
