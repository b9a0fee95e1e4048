import type { Node } from '../../model/fleet.ts'
import { downloadFor } from '../fix/download.ts'
import { offer, writeSetting } from '../fix/offer.ts'
import { placeOf, settingOf } from '../facts/settings-of-nodes.ts'
import { isIdle, updateGroupsOf } from '../facts/update-groups.ts'
import { counted, quoted } from '../wording/phrase.ts'
import type { Finding, Rule } from './rule.ts'

/** An update group has a node that downloads from the internet. */
export const cmUpd004: Rule = {
  code: 'CM-UPD-004',
  title: 'An update group has a node that downloads from the internet',
  severity: 'error',
  stage: 'static',
  why: 'The interval check has an effect only on a node that may download from the internet, and a node checks only if automatic updates are on; in a group without such a node, no node is ever updated automatically.',
  limits:
    'If no node checks, updates may be meant to be made by hand, so it is only a warning; the same applies if downloads are not passed on to a node that waits for them.',
  source: 'BP',
  help: 'set "updates.fromInternet: true" on at least one node of the group',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'defaults: { updates: { fromInternet: false } }' } },
    valid: {
      files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { updates: { automatic: false, fromInternet: false } } }' },
    },
  },

  *check(cluster) {
    for (const { name, members } of updateGroupsOf(cluster)) {
      if (members.every((node) => settingOf(node, 'updates.automatic') === false)) yield* nobodyChecks(name, members)
      // A node that is alone in its group is reported by CM-UPD-007.
      else if (members.length > 1) yield* withoutFetcher(name, members)
    }
  },
}

function* withoutFetcher(group: string, members: readonly Node[]): Generator<Finding> {
  const fetching = members.filter((node) => !isIdle(node))
  if (fetching.length > 0) yield* nobodyPassesOn(group, members, fetching)
  else if (members.some((node) => settingOf(node, 'updates.automatic') === true)) {
    const able = members.find((node) => settingOf(node, 'updates.fromInternet') !== false)
    if (able === undefined) yield* nobodyMay(group, members)
    else yield nobodyDoesBoth(group, able)
  }
}

/** Updates may be meant to be made by hand. */
function* nobodyChecks(group: string, members: readonly Node[]): Generator<Finding> {
  const able = members.find((node) => settingOf(node, 'updates.fromInternet') !== false)
  const [first] = able === undefined ? members : [able]
  // A node that is alone and may not download is reported by CM-UPD-006 and -007.
  if (first === undefined || (able === undefined && members.length < 2)) return
  yield {
    severity: 'warning',
    message: `no node of the update group "${group}" checks for updates`,
    place: placeOf(first, 'updates.automatic'),
    help: `set "updates.automatic: true" on a node that may download from the internet; if updates are made by hand, waive this`,
    ...(able === undefined
      ? {}
      : offer(`let "${able.name}" check for updates`, [writeSetting(able, 'updates.automatic', true)])),
  }
}

/** Some fetch updates for themselves alone, and others wait for them. */
function* nobodyPassesOn(group: string, members: readonly Node[], fetching: readonly Node[]): Generator<Finding> {
  const [first] = fetching
  const waiting = members.filter((node) => isIdle(node) && settingOf(node, 'updates.fromNodes') !== false)
  const mayPassOn = fetching.some((node) => settingOf(node, 'updates.toNodes') !== false)
  if (first === undefined || waiting.length === 0 || mayPassOn) return
  yield {
    severity: 'warning',
    message: `no node of the update group "${group}" passes updates on to ${quoted(waiting.map(({ name }) => name))}`,
    place: placeOf(first, 'updates.toNodes'),
    help: `set "updates.toNodes: true" on "${first.name}"`,
    ...offer(`let "${first.name}" pass updates on`, [writeSetting(first, 'updates.toNodes', true)]),
  }
}

function* nobodyMay(group: string, members: readonly Node[]): Generator<Finding> {
  const [first] = members
  if (first === undefined) return
  yield {
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
    help: `set "updates.automatic: true" on "${able.name}"`,
    ...offer(`let "${able.name}" check for updates`, [writeSetting(able, 'updates.automatic', true)]),
  }
}
