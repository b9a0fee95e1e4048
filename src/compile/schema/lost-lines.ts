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
 * names, and where the name of a part is gone, its entries stand below the part before it. Each is said once, and what is wrong
 * with other entries of the part as before.
 */
export function withoutLostLines(found: readonly Explained[], value: unknown): readonly Explained[] {
  const lost = new Map<string, LostLine>()
  for (const [section, keys] of Object.entries(SECTIONS)) {
    const held = isMap(value) ? value[section] : undefined
    const odd = new Set(found.flatMap(({ problem: { path } }) => (path[0] === section ? [String(path[1])] : [])))
    if (!isMap(held) || odd.size === 0) continue
    const line = lostName(section, keys, held, odd) ?? lostSection(section, held, odd)
    if (line !== undefined) lost.set(section, line)
  }
  if (lost.size === 0) return found
  const told = new Set<string>()
  return found.flatMap((one): readonly Explained[] => {
    const [section, name] = one.problem.path.map(String)
    const line = section === undefined ? undefined : lost.get(section)
    if (section === undefined || name === undefined || line?.names.has(name) !== true) return [one]
    if (told.has(section)) return []
    told.add(section)
    return [{ ...one, problem: line.problem }]
  })
}

/** A line that is gone, and the entries whose problems come of that. */
interface LostLine {
  readonly names: ReadonlySet<string>
  readonly problem: SchemaProblem
}

/** Keys of an entry in the place of the names of entries: what stands below some of them is no entry. */
function lostName(
  section: string,
  keys: readonly string[],
  held: Readonly<Record<string, unknown>>,
  odd: ReadonlySet<string>,
): LostLine | undefined {
  const names = Object.keys(held)
  const first = names.find((name) => keys.includes(name) && odd.has(name) && !isOf(section, held[name]))
  if (first === undefined) return undefined
  const before = names[names.indexOf(first) - 1]
  const message = `"${first}" stands below "${section}" in the place of a name, and is a key of what has one`
  const named = `write the name in a line above "${first}", and indent what belongs to it`
  const help =
    before === undefined ? named : `indent it with all that it holds, if it belongs to "${before}"; or ${named}`
  return { names: new Set(keys), problem: { code: 'SCHEMA-NAME', path: [section, first], part: 'key', message, help } }
}

/** Entries of another part: one at least has keys that only the other part knows. */
function lostSection(
  section: string,
  held: Readonly<Record<string, unknown>>,
  odd: ReadonlySet<string>,
): LostLine | undefined {
  const meant = Object.keys(SECTIONS).find(
    (other) => other !== section && [...odd].some((name) => isOf(other, held[name]) && !isOf(section, held[name])),
  )
  if (meant === undefined) return undefined
  const names = Object.keys(held).filter((name) => odd.has(name) && isOf(meant, held[name]))
  const first = names[0] ?? section
  const count = names.length === 1 ? '' : ` and ${names.length - 1} more`
  const message = `"${first}"${count} below "${section}" would belong below "${meant}"`
  const help = `write "${meant}:" in a line above "${first}", or move it there`
  const problem = { code: 'SCHEMA-UNKNOWN-KEY', path: [section, first], part: 'key', message, help } as const
  return { names: new Set(names), problem }
}

function isOf(section: string, entry: unknown): boolean {
  return (
    isMap(entry) && Object.keys(entry).length > 0 && Object.keys(entry).every((key) => SECTIONS[section]?.includes(key))
  )
}
