import type { Node } from '../../model/fleet.ts'
import { downloadFor } from '../fix/download.ts'
import { offer, writeSetting } from '../fix/offer.ts'
import { placeOf, settingOf } from '../facts/settings-of-nodes.ts'
import { updateGroupsOf } from '../facts/update-groups.ts'
import { counted } from '../wording/phrase.ts'
import type { Finding, Rule } from './rule.ts'

/** An update group has a node that downloads from the internet. */
export const cmUpd004: Rule = {
  code: 'CM-UPD-004',
  title: 'An update group has a node that downloads from the internet',
  severity: 'error',
  stage: 'static',
  why: 'Only the interval check of a node that may download from the internet does anything, and a node checks only where automatic updates are on; in a group without one, no node is ever updated automatically.',
  source: 'BP',
  help: 'set "updates.fromInternet: true" at one node of the group or more',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'defaults: { updates: { fromInternet: false } }' } },
    valid: {
      files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { updates: { automatic: false, fromInternet: false } } }' },
    },
  },

  *check(cluster) {
    for (const { name, members } of updateGroupsOf(cluster)) {
      const [first] = members
      // A node that is alone in its group is reported by CM-UPD-007.
      if (first === undefined || members.length < 2) continue
      if (!members.some((node) => settingOf(node, 'updates.automatic') === true)) continue
      if (!members.every(isIdle)) continue
      const able = members.find((node) => settingOf(node, 'updates.fromInternet') !== false)
      yield able === undefined ? nobodyMay(name, members, first) : nobodyDoesBoth(name, able)
    }
  },
}

function nobodyMay(group: string, members: readonly Node[], first: Node): Finding {
  return {
    message: `none of the ${counted(members.length, 'node')} of the update group "${group}" downloads from the internet`,
    place: placeOf(first, 'updates.fromInternet'),
    ...downloadFor(members),
  }
}

/** Some check for updates and may not download them, and the one that may does not check. */
function nobodyDoesBoth(group: string, able: Node): Finding {
  return {
    message: `no node of the update group "${group}" both checks for updates and may download them from the internet`,
    place: placeOf(able, 'updates.automatic'),
    help: `set "updates.automatic: true" at "${able.name}"`,
    ...offer(`let "${able.name}" check for updates`, [writeSetting(able, 'updates.automatic', true)]),
  }
}

/** Whether the interval check of a node certainly fetches nothing. */
function isIdle(node: Node): boolean {
  return settingOf(node, 'updates.automatic') === false || settingOf(node, 'updates.fromInternet') === false
}
