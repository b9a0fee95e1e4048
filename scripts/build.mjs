// Builds dist/ from src/: the start of the command line, and a chunk for what several commands share. A command then loads a
// few files instead of several hundred; source maps keep stack traces readable (see docs/decisions/008-build-on-install.md).
import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { asciiOnly } from './ascii-only.mjs'
import { buildIdentity } from './build-identity.mjs'
import { checksAheadOfTime } from './checks-ahead-of-time.mjs'
import { librariesAlone } from './libraries-alone.mjs'
import { librariesOnDemand, writeLibraries } from './libraries-on-demand.mjs'

/** What the program itself shares with others: loading it must not load these, because nothing is settled by then. */
const FIRST = [
  'src/cli/process/cache-folder.ts',
  'src/cli/process/trouble-with-files.ts',
  'src/report/exit-code.ts',
  'src/report/text/without-orders.ts',
]

const root = fileURLToPath(new URL('..', import.meta.url))
rmSync(`${root}/dist`, { recursive: true, force: true })

const bundle = await rolldown({
  cwd: root,
  input: { 'cli/bin': 'src/cli/bin.ts' },
  platform: 'node',
  plugins: [checksAheadOfTime(root), librariesOnDemand(root), librariesAlone(), buildIdentity(root), asciiOnly()],
  onLog: (_level, { code, message }) => {
    if (code === 'UNRESOLVED_IMPORT') throw new Error(message)
  },
})
await bundle.write({
  dir: 'dist',
  format: 'cjs',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
  codeSplitting: {
    groups: [
      { name: inOneChunk('first', FIRST), priority: 4 },
      { name: inOneChunk('kept-code', ['src/cli/process/code-cache.ts']), priority: 3 },
      { name: inOneChunk('start', ['src/cli/run.ts']), priority: 2 },
      { name: inOneChunk('compile', ['src/cli/commands/compile.ts']), priority: 1 },
      {
        name: inOneChunk('compiler', [
          'src/cli/compile/part-compiler.ts',
          'src/cli/repository/compile-folder.ts',
          'src/cli/cache/parts-cache.ts',
        ]),
      },
    ],
  },
  comments: false,
  sourcemap: true,
})
await bundle.close()
writeFileSync(`${root}/dist/package.json`, '{ "type": "commonjs" }\n')
await writeLibraries(root)
chmodSync(`${root}/dist/cli/bin.js`, 0o755)

/**
 * Puts some modules and all that they import into one chunk. Finding and reading a file costs as much as what is in most
 * of them. What every call needs is one file, and what the most frequent command needs besides to say that nothing has
 * changed is another.
 */
function inOneChunk(name, modules) {
  let inside
  return (id, graph) => {
    inside ??= closure(
      modules.map((path) => join(root, path)),
      graph,
    )
    return inside.has(id) ? name : null
  }
}

function closure(modules, graph) {
  const found = new Set(modules)
  for (const id of found) for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) found.add(imported)
  return found
}
