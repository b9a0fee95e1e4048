import { waiting } from '../fix/download.ts'
import { offer, writeSetting } from '../fix/offer.ts'
import { nodesByValue, placeOf, settingOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** A node gets updates from the internet or from other nodes. */
export const cmUpd006: Rule = {
  code: 'CM-UPD-006',
  title: 'A node gets updates from the internet or from other nodes',
  severity: 'error',
  stage: 'static',
  scope: 'node',
  why: 'A node that takes updates neither from the internet nor from other nodes is never updated automatically. Without automatic updates, this may be intended and is only a warning.',
  source: 'BP',
  help: 'set "updates.fromNodes: true" or "updates.fromInternet: true"',
  examples: {
    invalid: {
      files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { updates: { fromInternet: false, fromNodes: false } } }' },
    },
    valid: {
      files: {
        'locations/tokyo.yaml':
          'nodes: { tokyo-2: { updates: { automatic: false, fromInternet: false, fromNodes: true } } }',
      },
    },
  },

  *check(cluster) {
    for (const node of nodesByValue(cluster, 'updates.fromInternet').get(false) ?? []) {
      if (settingOf(node, 'updates.fromNodes') !== false) continue
      yield {
        message: `node "${node.name}" takes updates neither from the internet nor from other nodes`,
        place: placeOf(node, 'updates.fromNodes'),
        ...offer(`let "${node.name}" take updates from other nodes`, [
          writeSetting(node, 'updates.fromNodes', true),
          ...waiting([node]),
        ]),
        ...(settingOf(node, 'updates.automatic') !== true && { severity: 'warning' }),
      }
    }
  },
}
