import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { rolldown } from 'rolldown'

const SEAM = 'src/compile/libraries'

/** Lets the modules that stand before a heavy library load it when they are asked for it, and not at every start. */
export function librariesOnDemand(root) {
  return {
    name: 'libraries-on-demand',
    load: (id) => (dirname(id) === join(root, SEAM) ? onDemand(basename(id, '.ts')) : undefined),
  }
}

/** Core code is not asynchronous, so that the library is a CommonJS file beside the chunks. */
function onDemand(name) {
  return `import { createRequire } from 'node:module'
let load
export const ${name} = () => (load ??= createRequire(import.meta.url))('../libraries/${name}.cjs')`
}

/** Writes each of the libraries as one file, into `libraries` beside the chunks. */
export async function writeLibraries(root, folder = 'dist') {
  for (const file of readdirSync(join(root, SEAM))) {
    const name = basename(file, '.ts')
    const bundle = await rolldown({ cwd: root, input: { [name]: name }, platform: 'node' })
    await bundle.write({ dir: `${folder}/libraries`, format: 'cjs', entryFileNames: '[name].cjs', exports: 'named' })
    await bundle.close()
  }
}
