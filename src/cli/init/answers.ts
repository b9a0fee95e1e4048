import { UsageError } from '../command.ts'

/** What a new repository is made from. */
export interface Answers {
  readonly cluster: string
  readonly version: string
  readonly build: string | undefined
  readonly owner: string
  readonly timeServers: readonly string[]
  readonly nodes: readonly NewNode[]
  /** Whether the nodes are made up, so that they have to be replaced. */
  readonly isExample: boolean
}

/** A node of a new repository. */
export interface NewNode {
  readonly location: string
  readonly name: string
  readonly address: string
  readonly uuid: string
}

/** What is taken where nobody says otherwise. */
export const USUAL = {
  cluster: 'main',
  version: '12.2.15',
  owner: '@your-organisation/network-security',
  timeServers: ['ntp.webwasher.com'],
} as const

/** Two sites of two nodes, with addresses that are kept free for examples. */
export const exampleNodes: readonly NewNode[] = [
  ['north', 'north-1', '192.0.2.11'],
  ['north', 'north-2', '192.0.2.12'],
  ['south', 'south-1', '198.51.100.11'],
  ['south', 'south-2', '198.51.100.12'],
].map(([location = '', name = '', address = ''], index) => ({
  location,
  name,
  address,
  uuid: `00000000-0000-4000-8000-00000000000${index + 1}`,
}))

/** The answers that were given with the call; what is missing is the usual, and nodes are made up. */
export function answersFrom(options: Readonly<Record<string, unknown>>): Answers {
  const text = (key: string): string | undefined => (typeof options[key] === 'string' ? options[key] : undefined)
  const nodes = texts(options['node']).map(readNode)
  const timeServers = texts(options['ntp'])
  return {
    cluster: text('cluster') ?? USUAL.cluster,
    version: text('productVersion') ?? USUAL.version,
    build: text('build'),
    owner: text('owner') ?? USUAL.owner,
    timeServers: timeServers.length > 0 ? timeServers : USUAL.timeServers,
    nodes: nodes.length > 0 ? nodes : exampleNodes,
    isExample: nodes.length === 0,
  }
}

/** A node as it is given: `tokyo/tokyo-1=10.81.0.11,564D9E0F-0826-9B8D-3BEB-0DC024262A64`. */
export function readNode(said: string): NewNode {
  const [, location, name, address, uuid] = /^([^/=,]+)\/([^/=,]+)=([^=,]+),([^=,]+)$/.exec(said.trim()) ?? []
  if (location === undefined || name === undefined || address === undefined || uuid === undefined) {
    throw new UsageError(`a node is given as LOCATION/NAME=ADDRESS,UUID, not as ${JSON.stringify(said)}`)
  }
  return { location, name, address: address.trim(), uuid: uuid.trim() }
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}
