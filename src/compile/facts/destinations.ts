import { normalHost, readAddress } from '../../model/addresses.ts'
import { urlParts } from '../../model/forms/url-parts.ts'
import type { Cluster } from '../../model/fleet.ts'
import { didYouMean } from '../../source/suggest.ts'
import { hostsOf } from './administration.ts'

/** Ways to take a file to another machine, each with its usual port and whether all of it is encrypted. */
export const TRANSFERS: ReadonlyMap<string, { readonly port: number; readonly encrypted: boolean }> = new Map([
  ['ftp', { port: 21, encrypted: false }],
  ['ftps', { port: 990, encrypted: true }],
  ['http', { port: 80, encrypted: false }],
  ['https', { port: 443, encrypted: true }],
  ['scp', { port: 22, encrypted: true }],
  ['sftp', { port: 22, encrypted: true }],
])

/** Why something that is sent to a URL does not arrive at another machine. */
export interface Astray {
  /** As the end of a sentence. */
  readonly because: string
  readonly help?: string
}

/** What keeps a URL from being one of another machine; undefined where nothing does, and for a text that is no URL. */
export function astray(url: string, cluster: Cluster): Astray | undefined {
  const parts = urlParts(url)
  if (parts === undefined) return undefined
  const { scheme, host } = parts
  if (scheme === 'file') return { because: 'is a file of each node itself' }
  if (!TRANSFERS.has(scheme)) {
    const known = [...TRANSFERS.keys()]
    const advice = didYouMean(scheme, known) ?? { help: `transfers are ${known.join(', ')}` }
    return { because: `begins with "${scheme}", which is no transfer of files that is known`, ...advice }
  }
  const target = normalHost(host)
  const { kind } = readAddress(target)
  if (target === 'localhost' || kind === 'loopback' || kind === 'unspecified') return { because: 'is each node itself' }
  if (kind === 'multicast' || kind === 'broadcast') return { because: 'is the address of no single machine' }
  if (kind === 'reserved') return { because: 'is a reserved address, which no machine has' }
  const node = cluster.nodes.find((one) => hostsOf(one).includes(target))
  return node && { because: `is node "${node.name}" of the cluster` }
}
