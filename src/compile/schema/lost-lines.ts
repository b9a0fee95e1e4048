import type { SchemaProblem } from '../../source/validator.ts'
import { isMap } from '../documents/sheet.ts'
import type { Explained } from './explained.ts'

/** Parts of a file in which whatever is called as somebody likes has keys that are known. */
export const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  settings: ['target', 'template', 'version', 'description', 'values'],
  properties: ['type', 'initial', 'description'],
  parameters: ['default', 'regions', 'override', 'stricter'],
  systemFiles: ['template', 'values'],
  regions: ['description', 'owner', 'selectBy', 'testBy', 'locations', 'nodes', 'clientNetworks'],
}

/**
 * Problems in such a part that come of a line that is missing: where the name of an entry is gone, its keys stand in the place of
 * names, and where the name of a part is gone, its entries stand below the part before it. Each is said once.
 */
export function withoutLostLines(found: readonly Explained[], value: unknown): readonly Explained[] {
  const instead = new Map<string, SchemaProblem>()
  for (const [section, keys] of Object.entries(SECTIONS)) {
    const held = isMap(value) ? value[section] : undefined
    const odd = new Set(found.flatMap(({ problem: { path } }) => (path[0] === section ? [String(path[1])] : [])))
    if (!isMap(held) || odd.size === 0) continue
    const problem = lostName(section, keys, held) ?? lostSection(section, held, odd)
    if (problem !== undefined) instead.set(section, problem)
  }
  if (instead.size === 0) return found
  const told = new Set<string>()
  return found.flatMap((one): readonly Explained[] => {
    const section = String(one.problem.path[0])
    const problem = instead.get(section)
    if (problem === undefined) return [one]
    if (told.has(section)) return []
    told.add(section)
    return [{ ...one, problem }]
  })
}

/** Keys of an entry in the place of the names of entries: some of them have no map below them, as an entry has. */
function lostName(
  section: string,
  keys: readonly string[],
  held: Readonly<Record<string, unknown>>,
): SchemaProblem | undefined {
  const first = Object.keys(held).find((name) => keys.includes(name) && !isMap(held[name]))
  if (first === undefined) return undefined
  const message = `"${first}" stands below "${section}" in the place of a name, and is a key of what has one`
  const help = `write the name in a line above "${first}", and indent what belongs to it`
  return { code: 'SCHEMA-NAME', path: [section, first], part: 'key', message, help }
}

/** Entries of another part: one at least has keys that only the other part knows. */
function lostSection(
  section: string,
  held: Readonly<Record<string, unknown>>,
  odd: ReadonlySet<string>,
): SchemaProblem | undefined {
  const [first] = Object.keys(held).filter((name) => odd.has(name))
  const meant = Object.keys(SECTIONS).find(
    (other) => other !== section && [...odd].some((name) => isOf(other, held[name]) && !isOf(section, held[name])),
  )
  if (first === undefined || meant === undefined) return undefined
  const count = odd.size === 1 ? '' : ` and ${odd.size - 1} more`
  const message = `"${first}"${count} below "${section}" would belong below "${meant}"`
  const help = `write "${meant}:" in a line above "${first}", or move it there`
  return { code: 'SCHEMA-UNKNOWN-KEY', path: [section, first], part: 'key', message, help }
}

function isOf(section: string, entry: unknown): boolean {
  return (
    isMap(entry) && Object.keys(entry).length > 0 && Object.keys(entry).every((key) => SECTIONS[section]?.includes(key))
  )
}
