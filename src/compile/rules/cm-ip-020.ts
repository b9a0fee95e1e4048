import { networkOf, readAddress, type Address } from '../../model/addresses.ts'
import type { Cluster, Node } from '../../model/fleet.ts'
import type { NodeSettings, SettingName } from '../../model/settings.ts'
import { urlParts } from '../../model/forms/url-parts.ts'
import { valueBelow } from '../../source/place.ts'
import { nowhere } from '../facts/listeners.ts'
import { writtenValues } from '../facts/settings-of-nodes.ts'
import type { Finding, Rule } from './rule.ts'

/** Time servers, proxies and gateways have addresses that a machine can have. */
export const cmIp020: Rule = {
  code: 'CM-IP-020',
  title: 'Time servers, proxies and gateways have addresses that a machine can have',
  severity: 'warning',
  stage: 'static',
  scope: 'node',
  why: 'Nobody answers at an unspecified, multicast, broadcast, reserved or network address: the clock drifts, updates do not arrive, or a route leads nowhere, and it goes unnoticed until something is missed.',
  limits:
    'Only the gateway of a route is checked against the networks of its node. A loopback address is reported for time servers and gateways only, since a node may download updates through its own proxy, and 127.127.0.0/16 is accepted for time servers, where it stands for a clock of the machine; a gateway may be unspecified. The destinations of logs and backups are checked by CM-LOG-008 and CM-BAK-011.',
  source: 'ours',
  help: 'enter the address that the machine really has',
  examples: {
    invalid: { files: { 'cluster.yaml': 'defaults: { ntp: { servers: [10.81.0.3, 224.0.0.3, 10.1.0.3] } }' } },
    valid: { files: { 'cluster.yaml': 'defaults: { ntp: { servers: [10.81.0.3, 10.81.0.4, 10.1.0.3] } }' } },
  },

  *check(cluster) {
    yield* among(cluster, 'ntp.servers', TIME_SERVER, (servers) => servers)
    yield* among(cluster, 'updates.proxies', UPDATE_PROXY, (proxies) => proxies.map(({ host }) => host))
    yield* among(cluster, 'updates.alternativeUrl', UPDATE_SERVER, (url) => [urlParts(url)?.host ?? url])
    yield* among(cluster, 'routes', GATEWAY, (routes) => routes.map(({ gateway }) => gateway))
  },
}

/** What a host is to a node. */
interface Part {
  readonly called: string
  /** Where the host with a number stands below the setting. */
  readonly stepsTo: (index: number) => readonly (string | number)[]
  /** Addresses that are those of no other machine, and meant. */
  readonly meant: RegExp
  /** Whether it is a neighbour, in a network of the node. */
  readonly isNear?: true
}

const LOOPBACK = /^(?:127\.|::1$)/
const TIME_SERVER: Part = { called: 'time server', stepsTo: (index) => [index], meant: /^127\.127\./ }
const UPDATE_PROXY: Part = { called: 'update proxy', stepsTo: (index) => [index, 'host'], meant: LOOPBACK }
const UPDATE_SERVER: Part = { called: 'update server', stepsTo: () => [], meant: LOOPBACK }
const GATEWAY: Part = { called: 'gateway', stepsTo: (index) => [index, 'gateway'], meant: /^0\.0\.0\.0$/, isNear: true }

function* among<Name extends SettingName>(
  cluster: Cluster,
  name: Name,
  part: Part,
  hostsIn: (value: NodeSettings[Name]) => readonly string[],
): Generator<Finding> {
  const hostsOf = (value: NodeSettings[Name] | null): readonly string[] => (value === null ? [] : hostsIn(value))
  const areDoubtful = (value: NodeSettings[Name] | null): boolean =>
    hostsOf(value).some((host) => isDoubtful(host, part))
  for (const { value, nodes, place } of writtenValues(cluster, name, areDoubtful)) {
    for (const [index, host] of hostsOf(value).entries()) {
      const what = isDoubtful(host, part) ? whatIs(readAddress(host), part.isNear === true ? nodes : []) : undefined
      if (what === undefined) continue
      yield { message: `the ${part.called} "${host}" is ${what}`, place: valueBelow(place, part.stepsTo(index)) }
    }
  }
}

/** Whether an address is worth a second look: in a network of its nodes the first and the last one may be none. */
function isDoubtful(host: string, { meant, isNear }: Part): boolean {
  if (meant.test(host)) return false
  const { kind } = readAddress(host)
  return kind === 'host' ? isNear === true : kind !== 'invalid'
}

/** What an address is that no machine answers at, for some of its neighbours; undefined for one of a machine. */
function whatIs(address: Address, neighbours: readonly Node[]): string | undefined {
  if (address.kind === 'loopback') return 'a loopback address'
  const networks = neighbours.flatMap(({ interfaces }) =>
    interfaces.flatMap(({ addresses }) => addresses.map((address) => ({ cidr: networkOf(address) ?? address }))),
  )
  return nowhere(networks, address)
}
