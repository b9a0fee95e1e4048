import type { Node } from '../../model/fleet.ts'
import type { FileEdit } from '../../source/fix.ts'
import { settingOf } from '../facts/settings-of-nodes.ts'
import { offer, writeSetting, type Offer } from './offer.ts'

/** What a node needs to fetch updates for its group. */
const NEEDED = ['updates.fromInternet', 'updates.automatic', 'updates.toNodes'] as const

/** Lets a node download engine updates from the internet, for the others too; nothing where there is none that could. */
export function downloadAt(node: Node | undefined): Offer {
  if (node === undefined) return {}
  const off = NEEDED.filter((name) => settingOf(node, name) === false)
  const edits = off.map((name) => writeSetting(node, name, true))
  return offer(`let "${node.name}" download from the internet`, edits)
}

/** Lets one node of an update group download, and the others wait for it. */
export function downloadFor(members: readonly Node[]): Offer {
  const chosen = members.find(hasWay)
  const { fix } = downloadAt(chosen)
  if (fix === undefined) return {}
  const others = members.filter((node) => node !== chosen && settingOf(node, 'updates.fromNodes') !== false)
  return offer(fix.title, [...fix.edits, ...waiting(others)])
}

/** Nodes that check for updates and may not download any wait for the others instead. */
export function waiting(nodes: readonly Node[]): readonly FileEdit[] {
  return nodes
    .filter((node) => settingOf(node, 'updates.automatic') === true)
    .map((node) => writeSetting(node, 'updates.automatic', false))
}

/** Whether nothing speaks against a node's way to the update server. */
export function hasWay({ facts }: Node): boolean {
  return facts.updateEgress?.value !== 'none'
}
