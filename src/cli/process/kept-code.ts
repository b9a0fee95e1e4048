import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { constants, Script } from 'node:vm'
import { keptFiles } from '../memory/kept-files.ts'

/** Most bytes that are kept: what some builds have. */
const MOST_BYTES = 32 * 1024 * 1024

/** What code is compiled by and for: what one compiles is of no use to another. */
export interface CodeGround {
  /** Folder of the user's own: whoever may write there may decide what is run. */
  readonly folder: string
  /** Folder of the files whose code is kept. */
  readonly home: string
  /** The build, and what runs it with which flags. */
  readonly runs: readonly string[]
}

/**
 * Keeps what V8 has compiled of Pader for the next start, where Node does not do so by itself (before Node 22). Code is
 * kept when a run ends that had to compile a file of which nothing was known: of all its files then, because by that time
 * the functions are compiled that such a run needs.
 */
export function keepCode({ folder, home, runs }: CodeGround): void {
  const kept = keptFiles(folder, Date.now, MOST_BYTES)
  const loaded: { readonly key: string; readonly script: Script }[] = []
  let isNew = false

  const compiled = (filename: string): Script => {
    const source = readFileSync(filename, 'utf8')
    const key = createHash('sha256')
      .update(JSON.stringify([runs, filename, source.length]))
      .digest('hex')
    const cachedData = kept.read(key)
    const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
      filename,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      ...(cachedData === undefined ? {} : { cachedData }),
    })
    isNew ||= cachedData === undefined || script.cachedDataRejected === true
    loaded.push({ key, script })
    return script
  }

  const { extensions } = createRequire(join(home, 'any.js'))
  const usual = extensions['.js']
  extensions['.js'] = (module, filename) => {
    if (!filename.startsWith(home)) return usual?.(module, filename)
    const run: unknown = compiled(filename).runInThisContext()
    if (typeof run !== 'function') throw new Error(`"${filename}" is no module`)
    const load = (name: string): unknown => module.require(name)
    Reflect.apply(run, module.exports, [module.exports, load, module, filename, dirname(filename)])
  }
  process.on('exit', () => {
    if (!isNew) return
    for (const { key, script } of loaded) kept.write(key, script.createCachedData())
    kept.forgetOldest()
  })
}
