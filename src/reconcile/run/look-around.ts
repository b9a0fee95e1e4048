import type { ApplySetup } from './apply-setup.ts'
import { takeBackup } from '../backup/archive.ts'
import { lookAgain } from '../cache/look-again.ts'
import type { Look } from '../observe/observe.ts'

/** A look and a backup of the same moment, which also shows what no look reads. */
export interface WholeLook {
  readonly seen: Look
  readonly backup: Uint8Array
}

/** A fresh look through a session of the reader's account at the entry node. */
export async function lookAround(setup: ApplySetup, between?: () => Promise<void>): Promise<Look> {
  const { gateways, scope, clock, cache } = setup
  return gateways.entry.read((reader) => lookAgain(reader, scope, clock.now(), cache), between)
}

/** The same with a backup through the same session; one that cannot be had is something unknown. */
export async function lookAtTheWhole(setup: ApplySetup, between?: () => Promise<void>): Promise<WholeLook> {
  const { gateways, scope, clock, cache } = setup
  return gateways.entry.read(async (reader) => {
    const seen = await lookAgain(reader, scope, clock.now(), cache)
    const backup = await takeBackup(reader)
    if (backup !== undefined) return { seen, backup }
    return {
      seen: { ...seen, unknown: [...seen.unknown, 'a backup: none is available'] },
      backup: new Uint8Array(),
    }
  }, between)
}
