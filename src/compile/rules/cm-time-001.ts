import { offer, writeAt, type Offer } from '../fix/offer.ts'
import { groupedBy, nodesByValue, placeOf, settingOf } from '../facts/settings-of-nodes.ts'
import { serverListsOf, type ServerList } from '../facts/time-servers.ts'
import { quoted } from '../wording/phrase.ts'
import type { Node } from '../../model/fleet.ts'
import type { Place } from '../../source/place.ts'
import type { Rule } from './rule.ts'

/** Every node synchronises its clock by NTP. */
export const cmTime001: Rule = {
  code: 'CM-TIME-001',
  title: 'Every node synchronises its clock by NTP',
  severity: 'warning',
  stage: 'static',
  scope: 'node',
  why: 'With equal priorities, the newest change wins, and the clocks of the nodes decide what is newest; beyond the tolerance, messages are refused with 405 "time difference too high".',
  source: 'BP, NG',
  help: 'set "ntp.enabled: true" and "ntp.servers" under "defaults" in cluster.yaml',
  examples: {
    invalid: { files: { 'cluster.yaml': 'defaults: { ntp: { servers: [] } }' } },
    valid: { files: { 'cluster.yaml': 'defaults: { ntp: { enabled: true, servers: [10.81.0.3] } }' } },
  },

  *check(cluster) {
    const enabled = nodesByValue(cluster, 'ntp.enabled').get(true) ?? []
    if (enabled.length === cluster.nodes.length && serverListsOf(cluster).every(namesSomeOrLeavesIt)) return
    const lacking: (Lack & { readonly node: Node })[] = []
    cluster.nodes.forEach((node) => {
      const lack = lackOf(node)
      if (lack !== undefined) lacking.push({ node, ...lack })
    })
    for (const [, found] of groupedBy(lacking, ({ message, place }) => JSON.stringify([message, place]))) {
      const [first] = found
      if (first === undefined) continue
      const { node: _, isWritten, ...lack } = first
      const names = found.map(({ node }) => node.name)
      const messageFor = (some: readonly string[]): string => `${first.message} on ${quoted(some)}`
      // What no line says is missing in one place, wherever the nodes are written.
      const alike = { key: first.message, said: messageFor(names.slice(0, 1)), nodes: names }
      yield { ...lack, message: messageFor(names), ...(isWritten ? {} : { alike }) }
    }
  },
}

interface Lack extends Offer {
  readonly message: string
  readonly place: Place
  /** Whether a line of the YAML says it. */
  readonly isWritten: boolean
}

/** What a node lacks to keep its clock; a node that names no server of its own is left to CM-TIME-004. */
function lackOf(node: Node): Lack | undefined {
  const enabled = settingOf(node, 'ntp.enabled')
  const servers = settingOf(node, 'ntp.servers')
  if (enabled !== true) {
    const message = enabled === undefined ? 'NTP is not declared' : 'NTP is switched off'
    const written = node.settings['ntp.enabled']?.origin.place
    return {
      message,
      place: placeOf(node, 'ntp.enabled'),
      isWritten: written !== undefined,
      ...(written === undefined ? {} : offer('switch NTP on', [writeAt(written, true)])),
    }
  }
  if (namesSomeOrLeavesIt({ servers })) return undefined
  const isWritten = node.settings['ntp.servers'] !== undefined
  return { message: 'NTP is switched on without a server', place: placeOf(node, 'ntp.servers'), isWritten }
}

function namesSomeOrLeavesIt({ servers }: Pick<ServerList, 'servers'>): boolean {
  return servers === undefined || (servers ?? []).some((server) => server.trim() !== '')
}
