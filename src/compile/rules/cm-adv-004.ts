import { alignSetting, offer } from '../fix/offer.ts'
import { passageFinder, wideEdges } from '../facts/passages.ts'
import { placeOf, settingOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** Peer addresses are not verified across address translation. */
export const cmAdv004: Rule = {
  code: 'CM-ADV-004',
  title: 'Peer addresses are not verified across address translation',
  severity: 'warning',
  stage: 'static',
  unverified: true,
  why: 'A node that verifies the address of its peer refuses a peer whose address was translated on the way.',
  source: 'recalled',
  help: 'set "messages.checkAddress: false", or route without address translation',
  examples: {
    invalid: {
      files: {
        'cluster.yaml': `defaults: { messages: { checkAddress: true } }
network: { nat: [{ between: [tokyo, newyork] }] }
`,
      },
    },
    valid: {
      files: {
        'cluster.yaml': `defaults: { messages: { checkAddress: false } }
network: { nat: [{ between: [tokyo, newyork] }] }
`,
      },
    },
  },

  *check(cluster) {
    if (cluster.facts.nat.length === 0) return
    const translates = passageFinder(cluster.facts.nat, 'tcp', 0)
    for (const { from, to } of wideEdges(cluster)) {
      if (!translates(from, to) && !translates(to, from)) continue
      const verifying = [from, to].find((node) => settingOf(node, 'messages.checkAddress') === true)
      if (verifying === undefined) continue
      const peer = verifying === from ? to : from
      yield {
        message: `node "${verifying.name}" verifies the address of "${peer.name}", which is translated on the way`,
        place: placeOf(verifying, 'messages.checkAddress'),
        ...offer(
          `do not verify addresses on "${verifying.name}"`,
          alignSetting([verifying], 'messages.checkAddress', false),
        ),
      }
    }
  },
}
