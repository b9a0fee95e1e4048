import type { Command as Parser } from 'commander'
import { UsageError, type OptionsOf } from '../command.ts'
import { collect } from '../options/repeatable.ts'
import { clusterOption } from '../options/repository.ts'

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

/** Adds the options that answer beforehand. */
export function addAnswers(parser: Parser) {
  return parser
    .addOption(clusterOption(`name of the cluster (default: "${USUAL.cluster}")`))
    .option('--product-version <version>', `product version of the appliances (default: "${USUAL.version}")`)
    .option('--build <build>', 'product build of the appliances')
    .option(
      '--member <node>',
      'a node, as LOCATION/NAME=ADDRESS,UUID; repeatable, the first is the entry node',
      collect,
    )
    .option('--ntp <server>', `an NTP server; repeatable (default: "${USUAL.timeServers[0]}")`, collect)
    .option('--owner <name>', 'who must approve changes, as the git host names them')
}

/** The answers that were given with the call; what is missing is the usual, and nodes are made up. */
export function answersFrom(options: OptionsOf<typeof addAnswers>): Answers {
  const nodes = (options.member ?? []).map(readNode)
  return {
    cluster: options.cluster ?? USUAL.cluster,
    version: options.productVersion ?? USUAL.version,
    build: options.build,
    owner: options.owner ?? USUAL.owner,
    timeServers: options.ntp ?? USUAL.timeServers,
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
