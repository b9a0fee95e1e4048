import type { DesiredSystemFile } from '../../src/model/policy/system-file.ts'
import type { NodeName } from '../../src/model/names.ts'
import { place } from '../plan/a-cluster.ts'
import type { Dice } from './dice.ts'

/** Paths of the system files that every drawn node has: one that may be ours, and one that never is. */
export const FILES = { managed: 'etc/hosts', foreign: 'etc/motd' } as const

/** System files as every node starts with them. */
export const firstFiles: Readonly<Record<string, string>> = {
  [FILES.managed]: '127.0.0.1 localhost\n',
  [FILES.foreign]: 'not ours\n',
}

/** Draws which nodes have a system file of ours; which ones those are is decided once. */
export function drawOwners(dice: Dice, nodes: readonly NodeName[]): readonly NodeName[] {
  const share = dice.pick([0, 0.3, 1])
  return nodes.filter(() => dice.chance(share))
}

/** Draws what the files of their owners are to hold. */
export function drawFiles(dice: Dice, owners: readonly NodeName[]): readonly DesiredSystemFile[] {
  const shared = dice.whole(1, 9)
  return owners.map((node) => ({
    node,
    path: FILES.managed,
    text: `127.0.0.1 localhost\n10.0.0.${dice.chance(0.7) ? shared : dice.whole(1, 9)} log\n`,
    place,
  }))
}
