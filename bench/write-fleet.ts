import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generateFleet } from './fleet.ts'

/** Writes a generated fleet below `folder` and says how many bytes it has. */
export function writeFleet(folder: string, nodes: number): number {
  let bytes = 0
  for (const [path, text] of generateFleet(nodes)) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    bytes += Buffer.byteLength(text)
  }
  return bytes
}
