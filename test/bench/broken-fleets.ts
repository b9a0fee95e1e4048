import { generateFleet } from '../../bench/fleet.ts'

/** A fleet of two clusters that have nothing wrong; they share addresses, which only have to differ within one. */
export function soundFleet(): ReadonlyMap<string, string> {
  const other = [...generateFleet(30, 2)].map(
    ([path, text]) => [path.replace('region-000', 'region-001'), text] as const,
  )
  return new Map([...generateFleet(60), ...other])
}

/** One thing that is wrong in a fleet, and what has to be said of it in whatever words. */
export interface Fault {
  readonly what: string
  readonly file: string
  readonly wrong: (text: string) => string
  readonly said: RegExp
}

const SITE = 'region-000/locations/site00.yaml'
const CLUSTER = 'region-000/cluster.yaml'
const POLICY = 'region-000/policy/10-web.yaml'
const LIST = 'region-000/lists/Sites 01.yaml'

/** What a schema of one file has to refuse. */
export const faultsOfShape: readonly Fault[] = [
  fault('an unknown key of a node', SITE, '    priority: 10', '    prio: 10\n    priority: 10', /prio\b|site00/),
  fault('a value of another type', SITE, 'priority: 10', 'priority: high', /priority|site00|a number is required/),
  fault(
    'a listener that is none',
    SITE,
    "listeners: ['10.0.0.11",
    "listeners: ['10.0.0.x",
    /listener|does not look|json/,
  ),
  fault('a UUID that is none', SITE, /uuid: \w/, 'uuid: X', /uuid|site00|does not look/i),
  fault('an unknown role', SITE, 'role: cluster', 'role: clusters', /role|site00/),
  fault(
    'a version that is none',
    CLUSTER,
    'version: 12.2.15',
    'version: newest',
    /version|cluster\.yaml|does not look/,
  ),
  fault('an unknown key of a cluster', CLUSTER, 'entryNode:', 'entry:', /entry\b|cluster\.yaml/),
  fault('an unknown cycle', POLICY, 'cycles: [request]', 'cycles: [never]', /cycles|10-web/),
  fault('a rule without a name', POLICY, '- name: Rule 1\n        criteria', '- criteria', /name|10-web/),
  fault('an unknown key of a list', LIST, 'type: regex', 'type: regex\nkind: regex', /kind|Sites 01/),
]

/** What is wrong between nodes. */
export const faultsOfMeaning: readonly Fault[] = [
  fault(
    'an eleventh node behind transit nodes',
    SITE,
    /network: \[site00-net1\]/g,
    'network: [site00-net2]',
    /transit|behind/i,
  ),
  fault('a node of another version', SITE, '    priority: 10', '    version: 12.2.14\n    priority: 10', /version/),
  fault(
    'a listener twice',
    'region-000/locations/site01.yaml',
    /listeners: \['[^']+/,
    "listeners: ['10.0.0.11:12346",
    /listen|duplicate/,
  ),
  {
    what: 'a UUID twice in a cluster',
    file: 'region-000/locations/site01.yaml',
    wrong: (text) => text.replace(/uuid: \S+/, () => `uuid: ${firstUuid()}`),
    said: /UUID|duplicate/i,
  },
]

/** What is wrong between clusters, which Pader looks at one after the other. */
export const faultOfFleet: Fault = {
  what: 'a UUID in two clusters',
  file: 'region-001/locations/site00.yaml',
  wrong: (text) => text.replace(/uuid: \S+/, () => `uuid: ${firstUuid()}`),
  said: /UUID|duplicate/i,
}

function fault(what: string, file: string, from: string | RegExp, to: string, said: RegExp): Fault {
  return { what, file, wrong: (text) => text.replace(from, to), said }
}

function firstUuid(): string {
  return /uuid: (\S+)/.exec(soundFleet().get(SITE) ?? '')?.[1] ?? ''
}
