import { link, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeFolder } from '../../repository/make-folder.ts'
import type { StateStore } from '../../reconcile/ports.ts'
import { DRAFT, draftBeside, sweepDrafts } from './drafts.ts'
import { withPath } from './trouble-with-files.ts'

/** Answers of a file system that knows no links, as FAT and some that are mounted through FUSE. */
const NO_LINKS: ReadonlySet<unknown> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])

/** A state directory on the disk. Files are readable by their owner only, and synced before a method returns. */
export function diskStore(folder: string, makeLink = link): StateStore {
  const at = (name: string): string => join(folder, name)
  return {
    read: async (name) => orUndefined(readFile(at(name))),
    append: async (name, bytes) => {
      await writeSynced(at(name), bytes, 'a').catch((error: unknown) => {
        throw withPath(error, at(name))
      })
      await syncFolder(dirname(at(name)))
    },
    replace: async (name, bytes) => {
      const draft = await writeDraft(at(name), bytes)
      await rename(draft, at(name))
      await syncFolder(dirname(at(name)))
    },
    create: async (name, bytes) => {
      const draft = await writeDraft(at(name), bytes)
      try {
        // Unlike a rename, a link refuses to take the place of a file that is there.
        await makeLink(draft, at(name))
        await syncFolder(dirname(at(name)))
        return true
      } catch (error) {
        if (codeOf(error) === 'EEXIST') return false
        if (NO_LINKS.has(codeOf(error))) return await createInPlace(at(name), bytes)
        throw error
      } finally {
        await rm(draft, { force: true })
      }
    },
    remove: async (name) => rm(at(name), { force: true }),
    list: async (name) => {
      const entries = await orUndefined(readdir(at(name), { withFileTypes: true }))
      return (entries ?? [])
        .filter((entry) => entry.isFile() && !entry.name.endsWith(DRAFT))
        .map((entry) => entry.name)
        .toSorted()
    },
  }
}

async function writeDraft(path: string, bytes: Uint8Array): Promise<string> {
  sweepDrafts(dirname(path))
  const draft = draftBeside(path)
  try {
    await writeSynced(draft, bytes, 'wx')
  } catch (error) {
    // On a full disk every try would leave another half of one behind.
    await rm(draft, { force: true }).catch(() => undefined)
    throw withPath(error, path)
  }
  return draft
}

async function writeSynced(path: string, bytes: Uint8Array, flags: 'a' | 'wx'): Promise<void> {
  const handle = await open(path, flags, 0o600).catch(async (error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error
    makeFolder(dirname(path), 0o700)
    return open(path, flags, 0o600)
  })
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Takes the name first and writes then, where both cannot be done at once. Whoever reads in between, or after a crash, finds
 * a file that says nothing, and takes nothing for granted of what that may be.
 */
async function createInPlace(path: string, bytes: Uint8Array): Promise<boolean> {
  const handle = await open(path, 'wx', 0o600).catch((error: unknown) => {
    if (codeOf(error) === 'EEXIST') return undefined
    throw error
  })
  if (handle === undefined) return false
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } catch (error) {
    await rm(path, { force: true }).catch(() => undefined)
    throw withPath(error, path)
  } finally {
    await handle.close()
  }
  await syncFolder(dirname(path))
  return true
}

/** A name is on the disk only when its folder is. Windows has no way to ask for that, and keeps a journal of names. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function orUndefined<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}
