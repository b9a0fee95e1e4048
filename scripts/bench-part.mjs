// Runs one benchmark by itself: node scripts/bench-part.mjs graph runs bench/graph.ts.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rolldown } from 'rolldown'

const [name] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'pader-bench-'))
try {
  const bundle = await rolldown({ input: `bench/${name}.ts`, platform: 'node' })
  const file = join(folder, `${name}.mjs`)
  await bundle.write({ file, format: 'esm' })
  await bundle.close()
  await import(file)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
