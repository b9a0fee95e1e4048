// Builds the benchmark and runs it: npm run bench -- --quick (see docs/performance.md and bench/main.ts).
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { checksAheadOfTime } from './checks-ahead-of-time.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, '.bench')
rmSync(folder, { recursive: true, force: true })
const bundle = await rolldown({
  cwd: root,
  input: [
    'bench/main.ts',
    'bench/floor.ts',
    'bench/straightforward.ts',
    'bench/graph.ts',
    'bench/rest.ts',
    'bench/lists.ts',
    'bench/impact.ts',
    'bench/watch.ts',
  ],
  platform: 'node',
  // The floor checks with the very schemas that Pader ships, compiled ahead of time as they are there.
  plugins: [checksAheadOfTime(root)],
})
await bundle.write({ dir: folder, format: 'esm' })
await bundle.close()
await import(pathToFileURL(join(folder, 'main.js')).href)
