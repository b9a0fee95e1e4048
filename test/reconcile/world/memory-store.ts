import type { StateStore } from '../../../src/reconcile/ports.ts'

/** A state directory in memory; `files` is what a crash leaves behind. */
export function memoryStore(
  files = new Map<string, Uint8Array>(),
): StateStore & { readonly files: Map<string, Uint8Array> } {
  return {
    files,
    read: async (name) => files.get(name),
    append: async (name, bytes) => {
      files.set(name, Buffer.concat([files.get(name) ?? new Uint8Array(), bytes]))
    },
    replace: async (name, bytes) => void files.set(name, bytes),
    create: async (name, bytes) => {
      if (files.has(name)) return false
      files.set(name, bytes)
      return true
    },
    remove: async (name) => void files.delete(name),
    list: async (folder) =>
      [...files.keys()]
        .filter((name) => name.startsWith(`${folder}/`))
        .map((name) => name.slice(folder.length + 1))
        .filter((name) => !name.includes('/'))
        .toSorted(),
  }
}
