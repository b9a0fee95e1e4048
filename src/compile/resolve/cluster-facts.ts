import type { ClusterFacts, LogShipping, Monitoring, Passage, ProxyHaGroup } from '../../model/facts.ts'
import type { Sourced } from '../../model/sourced.ts'
import { keyAt, valueAt, type DocumentPath } from '../../source/place.ts'
import type { PassageDocument, ValidDocument } from '../documents/documents.ts'
import { sourced } from '../documents/sheet.ts'

/** Answers in which location a node is; undefined for what is no node. */
export type LocationOf = (node: string) => string | undefined

/** What `cluster.yaml` declares about the world around the cluster. */
export function clusterFacts(document: ValidDocument<'cluster'>, locationOf: LocationOf): ClusterFacts {
  const { file, content } = document
  const passages = passageReader(file, locationOf)
  const { network = {}, hybrid } = content
  return {
    routes: passages(network.routes, 'routes', 'any'),
    firewall: passages(network.firewall, 'firewall', 'tcp'),
    nat: passages(network.nat, 'nat', 'any'),
    ...fact('loadBalancing', content.loadBalancing, file, []),
    proxyHa: proxyHaGroups(document),
    virtualAddresses: each(content.virtualAddresses, file, ['virtualAddresses']),
    ...(hybrid === undefined
      ? {}
      : { hybrid: { synchronizers: each(hybrid.synchronizers, file, ['hybrid', 'synchronizers']) } }),
    ...fact('license', content.license, file, []),
    ...(content.monitoring === undefined ? {} : { monitoring: monitoring(file, content.monitoring) }),
    ...(content.logShipping === undefined ? {} : { logShipping: logShipping(file, content.logShipping) }),
    administration: each(content.administration, file, ['administration']),
    ...fact('branch', content.product.branch, file, ['product']),
    ...(content.unknown === undefined ? {} : { unknown: unknowns(file, content.unknown) }),
  }
}

function unknowns(file: string, written: Readonly<Record<string, string>>): NonNullable<ClusterFacts['unknown']> {
  return Object.entries(written).map(([name, reason]) => ({
    name,
    reason: sourced(reason, 'cluster', valueAt(file, ['unknown', name])),
  }))
}

type PassageReader = (
  written: readonly PassageDocument[] | undefined,
  key: 'routes' | 'firewall' | 'nat',
  usual: Passage['protocol'],
) => readonly Passage[]

/** `between` more than two ends stands for every pair of them that is not open anyway, inside a location. */
function passageReader(file: string, locationOf: LocationOf): PassageReader {
  const isInside = (first: string, second: string): boolean =>
    locationOf(first) !== undefined && locationOf(first) === locationOf(second)
  return (written = [], key, usual) =>
    written.flatMap(({ between, from = '', to = '', protocol = usual, port }, index): readonly Passage[] => {
      const place = valueAt(file, ['network', key, index])
      const more = { protocol, ...(port === undefined ? {} : { port }) }
      if (between === undefined) return [{ place, from, to, bothWays: false, ...more }]
      return between.flatMap((first, position) =>
        between
          .slice(position + 1)
          .filter((second) => between.length === 2 || !isInside(first, second))
          .map((second) => ({ place, from: first, to: second, bothWays: true, ...more })),
      )
    })
}

function proxyHaGroups({ file, content }: ValidDocument<'cluster'>): readonly ProxyHaGroup[] {
  return Object.entries(content.proxyHa ?? {})
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, { virtualAddress, members }]) => ({
      name,
      place: keyAt(file, ['proxyHa', name]),
      virtualAddress,
      members: Object.entries(members)
        .toSorted(([left], [right]) => (left < right ? -1 : 1))
        .map(([node, settings]) => ({
          node,
          place: keyAt(file, ['proxyHa', name, 'members', node]),
          ...(settings?.priority === undefined ? {} : { priority: settings.priority }),
        })),
    }))
}

function monitoring(
  file: string,
  { snmp = false, snmpEnterprise, logs = false, rest = false }: Partial<Omit<Monitoring, 'place'>>,
): Monitoring {
  const enterprise = snmpEnterprise === undefined ? {} : { snmpEnterprise }
  return { place: keyAt(file, ['monitoring']), snmp, logs, rest, ...enterprise }
}

function logShipping(
  file: string,
  written: NonNullable<ValidDocument<'cluster'>['content']['logShipping']>,
): LogShipping {
  const path = ['logShipping']
  return {
    place: keyAt(file, path),
    ...fact('accessLog', written.accessLog, file, path),
    ...fact('password', written.password, file, path),
    ...fact('auditLog', written.auditLog, file, path),
    ...fact('coordinatorLog', written.coordinatorLog, file, path),
    reporterSources: each(written.reporterSources, file, [...path, 'reporterSources']),
  }
}

function fact<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
  file: string,
  above: DocumentPath,
): { readonly [Key in Name]?: Sourced<Value> } {
  const result: { [Key in Name]?: Sourced<Value> } = {}
  if (value !== undefined) result[name] = sourced(value, 'cluster', valueAt(file, [...above, name]))
  return result
}

function each(values: readonly string[] | undefined, file: string, path: DocumentPath): readonly Sourced<string>[] {
  return (values ?? []).map((value, index) => sourced(value, 'cluster', valueAt(file, [...path, index])))
}
