import { join, sep } from 'node:path'
import { cacheFolderOf } from './cache-folder.ts'

/** What is run. */
interface Program {
  readonly home: string
  readonly build: string | undefined
  readonly command: string | undefined
}

/**
 * Lets what V8 has compiled of Pader be kept for the next start: by Node, where it can (Node 22 and later), and otherwise
 * for the most frequent command. The folder is the user's own: whoever may write there may decide what is run.
 */
export async function keepCompiledCode(
  { home, build, command }: Program,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const folder = cacheFolderOf(env)
  const isSettled = ['NODE_COMPILE_CACHE', 'NODE_DISABLE_COMPILE_CACHE'].some((name) => env[name] !== undefined)
  if (folder === undefined || build === undefined || isSettled) return
  const modules: object = process.getBuiltinModule('node:module')
  if ('enableCompileCache' in modules && typeof modules.enableCompileCache === 'function') {
    modules.enableCompileCache(join(folder, 'code'))
    return
  }
  // What is kept has no source map, which only Node's own way of loading a file reads.
  if (command !== 'compile' || env['PADER_DEBUG'] !== undefined) return
  const { cacheCode } = await import('./code-cache.ts')
  const runs = [build, process.version, process.arch, ...process.execArgv, env['NODE_OPTIONS'] ?? '']
  cacheCode({ folder: join(folder, 'kept-code'), home: join(home, 'dist', sep), runs })
}
