import { downloadAt, hasWay } from '../fix/download.ts'
import { placeOf, settingOf } from '../facts/settings-of-nodes.ts'
import { isIdle, updateGroupsOf } from '../facts/update-groups.ts'
import { counted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

/** More than one node of a large update group downloads from the internet. */
export const cmUpd009: Rule = {
  code: 'CM-UPD-009',
  title: 'More than one node of a large update group downloads from the internet',
  severity: 'info',
  stage: 'static',
  why: 'If one node downloads for three or more, its failure stops the updates of all of them.',
  source: 'BP',
  help: 'set "updates.automatic: true" and "updates.fromInternet: true" on a second node of the group',
  examples: {
    invalid: {
      files: {
        'locations/tokyo.yaml': `defaults: { updates: { automatic: false, fromInternet: false } }
nodes:
  tokyo-1: { updates: { automatic: true, fromInternet: true } }
  tokyo-3: { address: 10.81.0.13 }
`,
      },
    },
    valid: {
      files: {
        'locations/tokyo.yaml': `defaults: { updates: { automatic: false, fromInternet: false } }
nodes:
  tokyo-1: { updates: { automatic: true, fromInternet: true } }
  tokyo-2: { updates: { automatic: true, fromInternet: true } }
  tokyo-3: { address: 10.81.0.13 }
`,
      },
    },
  },

  *check(cluster) {
    for (const { name, members } of updateGroupsOf(cluster)) {
      if (members.length < 3 || members.some((node) => settingOf(node, 'updates.fromInternet') === undefined)) continue
      const [only, second] = members.filter((node) => !isIdle(node) && settingOf(node, 'updates.toNodes') !== false)
      if (only === undefined || second !== undefined) continue
      yield {
        message: `node "${only.name}" alone downloads for the ${counted(members.length, 'node')} of the update group "${name}"`,
        place: placeOf(only, 'updates.fromInternet'),
        ...downloadAt(members.find((node) => node !== only && hasWay(node))),
      }
    }
  },
}
