import { mkdir, readdir, rename } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { clusterName } from '../../model/names.ts'
import { workWords } from '../../reconcile/locks/at-work.ts'
import { fileLeases } from '../../reconcile/locks/lease.ts'
import type { Clock, StateStore } from '../../reconcile/ports.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'

/** A state directory, and the store that reads it. */
export interface LocalState {
  readonly folder: string
  readonly store: StateStore
}

/** What stays where it is: it is about this machine alone, or about processes that are over. */
const OWN = new Set(['sessions', 'watch', 'lease', 'watch-lease'])
const ASIDE = 'moved-'

/** Names of the files that several hosts would have to know of. */
export async function toBeShared({ folder }: LocalState): Promise<readonly string[]> {
  const tops = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const meant = tops.filter((top) => top.isDirectory() && !OWN.has(top.name) && !top.name.startsWith(ASIDE))
  const names = await Promise.all(
    meant.map(async ({ name }) => {
      const found = await readdir(join(folder, name), { withFileTypes: true, recursive: true })
      const files = found.filter((entry) => entry.isFile() && !entry.name.endsWith('.draft'))
      return files.map((file) => relative(folder, join(file.parentPath, file.name)))
    }),
  )
  return names.flat().toSorted()
}

/** Objects to a state directory that knows something which the shared state would make everybody forget. */
export async function objectToForgotten(local: LocalState): Promise<void> {
  const names = await toBeShared(local)
  const first = names.find((name) => name.startsWith('hold/')) ?? names[0]
  if (first === undefined) return
  throw new CommandFailure(
    EXIT.invalid,
    `the state directory "${local.folder}" has what the shared state does not have: ${first}${names.length > 1 ? `, and ${names.length - 1} more` : ''}`,
    'stop whatever works with it, then move it with "pader share"; or move the folder away if it is no longer needed',
  )
}

/** Puts the files into the shared store, and lays the folders aside; gives the names, and where they lie now. */
export async function moveTo(
  shared: StateStore,
  local: LocalState,
  clock: Clock,
): Promise<{ readonly names: readonly string[]; readonly aside: string }> {
  await objectToWork(local, clock)
  const names = await toBeShared(local)
  const clashes: string[] = []
  // All are compared before the first is put there.
  for (const name of names) if (await isOther(shared, local.store, name)) clashes.push(name)
  if (clashes.length > 0)
    throw new CommandFailure(
      EXIT.invalid,
      `the shared state has another ${clashes.slice(0, 3).join(', ')}${clashes.length > 3 ? ` and ${clashes.length - 3} more` : ''}: nothing was moved`,
      'decide which host has worked on the cluster: move the folder of the other one away, and set its holds again',
    )
  for (const name of names) await shared.create(name, (await local.store.read(name)) ?? new Uint8Array())
  const aside = `${ASIDE}${new Date(clock.now()).toISOString().replaceAll(':', '-')}`
  await mkdir(join(local.folder, aside), { mode: 0o700 })
  const tops = new Set(names.map((name) => name.slice(0, name.indexOf('/'))))
  for (const top of tops) await rename(join(local.folder, top), join(local.folder, aside, top))
  return { names, aside: join(local.folder, aside) }
}

async function isOther(shared: StateStore, own: StateStore, name: string): Promise<boolean> {
  const there = await shared.read(name)
  return there !== undefined && Buffer.compare(there, (await own.read(name)) ?? new Uint8Array()) !== 0
}

/** What is moved must not be added to meanwhile. */
async function objectToWork({ folder, store }: LocalState, clock: Clock): Promise<void> {
  for (const kind of ['lease', 'watch-lease'] as const) {
    for (const name of await readdir(join(folder, kind)).catch(() => [])) {
      const holder = await fileLeases(store, clock, kind).current(clusterName(name))
      if (holder === undefined) continue
      throw new CommandFailure(
        EXIT.locked,
        `cluster "${name}": ${workWords(holder)}`,
        'stop it, or wait until it has ended',
      )
    }
  }
}
