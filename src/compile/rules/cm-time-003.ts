import { normalHost } from '../../model/addresses.ts'
import { writtenValues } from '../facts/settings-of-nodes.ts'
import { serverListsOf } from '../facts/time-servers.ts'
import { counted, quoted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

/** A node has three time servers or more. */
export const cmTime003: Rule = {
  code: 'CM-TIME-003',
  title: 'A node has three time servers or more',
  severity: 'info',
  stage: 'static',
  scope: 'node',
  why: 'With one server, nobody notices if it is wrong; with two, nobody knows which one is wrong; with three or more, the outlier is ignored.',
  source: 'ours',
  help: 'name at least three servers',
  examples: {
    invalid: { files: { 'cluster.yaml': 'defaults: { ntp: { servers: [10.81.0.3] } }' } },
    valid: { files: { 'cluster.yaml': 'defaults: { ntp: { servers: [10.81.0.3, 10.81.0.4, 10.1.0.3] } }' } },
  },

  *check(cluster) {
    if (!serverListsOf(cluster).some(({ servers }) => isOneOrTwo(servers ?? []))) return
    for (const { value, nodes, place } of writtenValues(cluster, 'ntp.servers', isOneOrTwo)) {
      yield {
        message: `${quoted(nodes.map(({ name }) => name))} ${nodes.length === 1 ? 'follows' : 'follow'} ${counted(differentIn(value ?? []), 'time server')}`,
        place,
      }
    }
  },
}

function isOneOrTwo(servers: readonly string[] | null): boolean {
  const count = differentIn(servers ?? [])
  return count === 1 || count === 2
}

/** How many different names a list has; a blank one is none. */
function differentIn(names: readonly string[]): number {
  return new Set(names.map(normalHost).filter((name) => name !== '')).size
}
