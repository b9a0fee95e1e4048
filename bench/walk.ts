import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Every YAML file below a folder, sorted. */
export function walk(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? walk(path) : path.endsWith('.yaml') ? [path] : []
    })
}
