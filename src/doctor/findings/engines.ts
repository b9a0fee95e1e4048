import type { Cluster } from '../../model/fleet.ts'
import type { Finding } from '../finding.ts'

/**
 * Engine versions that differ inside an update group. No request reads them: monitoring does, by SNMP, and hands them
 * in as lines of a node's name and its version.
 */
export function engineFindings(text: string, cluster: Cluster): readonly Finding[] {
  const versions = new Map(
    text.split(/\r?\n/).flatMap((line) => {
      const [name, version] = line.trim().split(/\s+/)
      return name === undefined || version === undefined || name.startsWith('#') ? [] : [[name, version] as const]
    }),
  )
  const groups = new Map<string, string[]>()
  for (const { name, settings } of cluster.nodes) {
    const group = settings['groups.update']?.value
    if (group === undefined || group === null || !versions.has(name)) continue
    groups.set(group, [...(groups.get(group) ?? []), name])
  }
  return [...groups].flatMap(([group, names]): readonly Finding[] => {
    const found = new Set(names.map((name) => versions.get(name)))
    if (found.size < 2) return []
    return [
      {
        code: 'CM-UPD-015',
        severity: 'warning',
        what: `the update group "${group}" runs different engines: ${names.map((name) => `"${name}" ${versions.get(name) ?? ''}`).join(', ')}`,
        cause:
          'nodes of an update group share what one of them downloads; one that lags for more than an interval does not get it',
        confidence: 'likely',
        remedy: [
          'see whether a node of the group downloads from the internet, and whether the one that lags takes updates from other nodes',
          'read the update log of the node that lags',
        ],
        count: names.length,
        example: { log: 'engines', line: 1 },
      },
    ]
  })
}
