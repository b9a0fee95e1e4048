import { offer, writeAt } from '../fix/offer.ts'
import { writtenValues } from '../facts/settings-of-nodes.ts'
import { quoted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

/** Messages between nodes are encrypted. */
export const cmCa008: Rule = {
  code: 'CM-CA-008',
  title: 'Messages between nodes are encrypted',
  severity: 'error',
  stage: 'static',
  scope: 'node',
  unverified: true,
  why: 'The configuration of the cluster, secrets included, travels in these messages.',
  source: 'recalled',
  help: 'set "messages.unencrypted: false"',
  examples: {
    invalid: { files: { 'cluster.yaml': 'defaults: { messages: { unencrypted: true } }' } },
    valid: { files: { 'cluster.yaml': 'defaults: { messages: { unencrypted: false } }' } },
  },

  *check(cluster) {
    for (const { value, nodes, place } of writtenValues(cluster, 'messages.unencrypted')) {
      if (value !== true) continue
      yield {
        message: `${quoted(nodes.map(({ name }) => name))} send messages unencrypted`,
        place,
        ...offer('switch encryption on', [writeAt(place, false)]),
      }
    }
  },
}
