// Builds dist/ from src/: the start of the command line, and a chunk for what several commands share. A command then loads a
// few files instead of several hundred; source maps keep stack traces readable (see docs/decisions/008-build-on-install.md).
import { chmodSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { checksAheadOfTime } from './checks-ahead-of-time.mjs'
import { librariesOnDemand, writeLibraries } from './libraries-on-demand.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
rmSync(`${root}/dist`, { recursive: true, force: true })

const bundle = await rolldown({
  cwd: root,
  input: { 'cli/bin': 'src/cli/bin.ts' },
  platform: 'node',
  plugins: [checksAheadOfTime(root), librariesOnDemand(root)],
  onLog: (_level, { code, message }) => {
    if (code === 'UNRESOLVED_IMPORT') throw new Error(message)
  },
})
await bundle.write({
  dir: 'dist',
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
  sourcemap: true,
})
await bundle.close()
await writeLibraries(root)
chmodSync(`${root}/dist/cli/bin.js`, 0o755)
