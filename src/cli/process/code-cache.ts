import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { constants, Script } from 'node:vm'
import { cacheFiles, quietly } from '../cache/cache-files.ts'

/** Most bytes that are kept: what some builds have. */
const MOST_BYTES = 32 * 1024 * 1024

/** What code is compiled by and for: what one compiles is of no use to another. */
export interface CodeCacheOptions {
  /** Folder of the user's own: whoever may write there may decide what is run. */
  readonly folder: string
  /** Folder of the files whose code is kept. */
  readonly home: string
  /** The build, and what runs it with which flags. */
  readonly runs: readonly string[]
}

/**
 * Runs that are counted: the first is no more than counted, because where Pader runs once, as in a pipeline, nothing is
 * gained by keeping anything. The others add the functions which they needed: most runs do what one of the first did.
 */
const FIRST_RUNS = 4

/**
 * Keeps what V8 has compiled of Pader for the next start, where Node does not do so by itself (before Node 22). Code is
 * kept when a run ends, because by that time the functions are compiled that it needed.
 */
export function cacheCode({ folder, home, runs }: CodeCacheOptions): void {
  const kept = cacheFiles(folder, Date.now, MOST_BYTES)
  const loaded: { readonly key: string; readonly script: Script; readonly run: number }[] = []

  const compiled = (filename: string): Script => {
    // What is built is ASCII, which need not be decoded.
    const source = readFileSync(filename, 'latin1')
    const key = createHash('sha256')
      .update(JSON.stringify([runs, filename, source.length]))
      .digest('hex')
    const before = kept.read(key)
    const code = before?.subarray(0, -1)
    const cachedData = code?.length === 0 ? undefined : code
    const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
      filename,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      ...(cachedData === undefined ? {} : { cachedData }),
    })
    // The last byte says how many runs have added to the code.
    const runsBefore = script.cachedDataRejected === true ? 0 : (before?.at(-1) ?? 0)
    loaded.push({ key, script, run: runsBefore + 1 })
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
    const growing = loaded.filter(({ run }) => run <= FIRST_RUNS)
    for (const { key, script, run } of growing) {
      const code = run === 1 ? Buffer.of() : quietly(() => script.createCachedData())
      if (code !== undefined) kept.write(key, Buffer.concat([code, Buffer.of(run)]))
    }
    if (growing.length > 0) kept.forgetOldest()
  })
}
