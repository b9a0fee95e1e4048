import type { Uuid } from '../model/names.ts'
import type { BackupContents } from './backup.ts'

/**
 * What a backup calls a node, given where it says so: `file PATH` below the node's folder, or `property KEY DOCUMENT`.
 * Undefined where it says nothing there.
 */
export function nodeNameIn(backup: BackupContents, node: Uuid, place: string): string | undefined {
  const [kind, what = '', document = ''] = place.split(' ')
  const found =
    kind === 'property'
      ? backup.documents.get(node)?.get(document)?.properties.get(what)?.value
      : kind === 'file'
        ? fileOf(backup, node, what)
        : undefined
  const name = found?.trim()
  return name === undefined || name === '' ? undefined : name
}

/** Every place of a backup that says exactly this of a node, in the form that {@link nodeNameIn} takes. */
export function placesOfName(backup: BackupContents, node: Uuid, name: string): readonly string[] {
  const files = [...backup.files].flatMap(([path, text]) => {
    const inner = innerPath(path, node)
    return inner !== undefined && !inner.includes(' ') && text.trim() === name ? [`file ${inner}`] : []
  })
  const properties = [...(backup.documents.get(node) ?? [])].flatMap(([id, document]) =>
    [...document.properties.values()].flatMap(({ key, value }) => (value === name ? [`property ${key} ${id}`] : [])),
  )
  return [...files, ...properties].toSorted()
}

function fileOf({ files }: BackupContents, node: Uuid, wanted: string): string | undefined {
  for (const [path, text] of files) if (innerPath(path, node) === wanted) return text
  return undefined
}

function innerPath(path: string, node: Uuid): string | undefined {
  const at = path.toUpperCase().indexOf(`${node}/`)
  return at === 0 || (at > 0 && path[at - 1] === '/') ? path.slice(at + node.length + 1) : undefined
}
