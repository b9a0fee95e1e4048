import { offer, writeSetting } from '../fix/offer.ts'
import { placeOf, settingOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** A user interface may attach to the management node. */
export const cmGui007: Rule = {
  code: 'CM-GUI-007',
  title: 'A user interface may attach to the management node',
  severity: 'warning',
  stage: 'static',
  unverified: true,
  why: 'A node that no user interface may attach to cannot be administered.',
  source: 'recalled',
  help: 'set "gui.attach: true" at the management node',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-1: { gui: { attach: false } } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-1: { gui: { attach: true } } }' } },
  },

  *check(cluster) {
    const entry = cluster.nodes.find(({ name }) => name === cluster.entryNode.value)
    if (entry === undefined || settingOf(entry, 'gui.attach') !== false) return
    yield {
      message: `no user interface may attach to the management node "${entry.name}"`,
      place: placeOf(entry, 'gui.attach'),
      ...offer(`let user interfaces attach to "${entry.name}"`, [writeSetting(entry, 'gui.attach', true)]),
    }
  },
}
