import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SourceFile } from '../source/source-file.ts'

/** The templates that Pader is installed with, by their path below `templates/`. */
export function readTemplates(home: string): ReadonlyMap<string, SourceFile> {
  const folder = join(home, 'templates')
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.hbs'))
  const templates = names.toSorted().map((name) => {
    const key = name.replaceAll('\\', '/')
    return [key, { path: `templates/${key}`, text: readFileSync(join(folder, name), 'utf8') }] as const
  })
  return new Map(templates)
}
