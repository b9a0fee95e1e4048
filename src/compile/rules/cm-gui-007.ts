import { offer, writeSetting } from '../fix/offer.ts'
import { placeOf, settingOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** User interfaces are allowed to attach to the management node. */
export const cmGui007: Rule = {
  code: 'CM-GUI-007',
  title: 'User interfaces are allowed to attach to the management node',
  severity: 'warning',
  stage: 'static',
  unverified: true,
  why: 'A node cannot be administered if no user interface may attach to it.',
  source: 'recalled',
  help: 'set "gui.attach: true" on the management node',
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
