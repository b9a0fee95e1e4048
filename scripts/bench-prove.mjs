// Measures how the cost of a proof grows with the cluster: npm run bench:prove. Linear means that the last column stays level.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rolldown } from 'rolldown'

const folder = mkdtempSync(join(tmpdir(), 'pader-bench-'))
try {
  const bundle = await rolldown({ input: 'bench/prove.ts', platform: 'node' })
  const file = join(folder, 'prove.mjs')
  await bundle.write({ file, format: 'esm' })
  await bundle.close()
  await import(file)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
