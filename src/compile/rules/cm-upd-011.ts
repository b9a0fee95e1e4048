import { downloadAt } from '../fix/download.ts'
import { placeOf, settingOf } from '../facts/settings-of-nodes.ts'
import { isIdle, updateGroupsOf } from '../facts/update-groups.ts'
import type { Rule } from './rule.ts'

/** A node that is often offline downloads updates itself. */
export const cmUpd011: Rule = {
  code: 'CM-UPD-011',
  title: 'A node that is often offline downloads updates itself',
  severity: 'info',
  stage: 'static',
  why: 'Updates are delivered immediately and not stored anywhere in the cluster; a node that was offline runs old engines until the next interval of another node.',
  source: 'BP',
  help: 'set "updates.automatic: true" and "updates.fromInternet: true" on the node',
  examples: {
    invalid: {
      files: {
        'locations/tokyo.yaml':
          'nodes: { tokyo-2: { offlineProne: true, updates: { automatic: false, fromInternet: false } } }',
      },
    },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { offlineProne: true } }' } },
  },

  *check(cluster) {
    for (const { members } of updateGroupsOf(cluster)) {
      for (const node of members) {
        if (node.facts.offlineProne?.value !== true || !isIdle(node)) continue
        const fetching = members.filter((other) => !isIdle(other) && settingOf(other, 'updates.fromInternet') === true)
        const intervals = fetching.flatMap((other) => settingOf(other, 'updates.interval') ?? [])
        const off = settingOf(node, 'updates.fromInternet') === false ? 'updates.fromInternet' : 'updates.automatic'
        const wait =
          intervals.length === 0 ? 'until the next interval of another node' : `up to ${Math.min(...intervals)} minutes`
        yield {
          message: `node "${node.name}" is often offline; when it returns it waits ${wait} for updates`,
          place: placeOf(node, off),
          ...downloadAt(node),
        }
      }
    }
  },
}
