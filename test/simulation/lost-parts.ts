import { WIRE } from '../../src/emulator/wire-names.ts'
import { profile } from './cluster-world.ts'
import { FOREIGN_ORDER, ORDER, settingsUsedBy } from './policy-parts.ts'

/**
 * Whether what a run calls lost is this part of a view. A rule set shows the settings that it uses, and what nobody reads a
 * run knows by its file in a backup only.
 */
export function isNamed(part: string, object: string, parts: ReadonlyMap<string, string>): boolean {
  if (part === object || part.startsWith(`${object} `)) return true
  if (object === ORDER) return part === FOREIGN_ORDER
  if (object.startsWith('rule set ')) return settingsUsedBy(object, parts).includes(part)
  return object.startsWith('backup file ') && isInFile(part, object)
}

function isInFile(part: string, file: string): boolean {
  const [, node, path] = /^node (\S+) file (.+)$/.exec(part) ?? []
  if (node !== undefined) return file.endsWith(`${node}/files/${path}`)
  const [, owner, document] = /^node (\S+) document (\S+) /.exec(part) ?? []
  if (owner !== undefined) return file.endsWith(`${owner}/${WIRE.documentFolder}/${document}.xml`)
  const [, settings] = /^settings (\S+) /.exec(part) ?? []
  if (settings !== undefined) return file.endsWith(`/${settings}.xml`)
  const isOfRuleSets = part.startsWith('rule set ') || part === ORDER || part === FOREIGN_ORDER
  return isOfRuleSets && file.endsWith(`/${profile.wire.backup.rulesFile}`)
}
