import { join } from 'node:path'
import { cacheFolderOf } from './cache-folder.ts'

/**
 * Lets Node keep what it has compiled of Pader for the next start, where it can (Node 22 and later). The folder is the
 * user's own: whoever may write there may decide what is run.
 */
export function enableCompiledCode(env: Readonly<Record<string, string | undefined>>): void {
  const folder = cacheFolderOf(env)
  if (folder === undefined || env['NODE_COMPILE_CACHE'] !== undefined) return
  const modules: object = process.getBuiltinModule('node:module')
  if ('enableCompileCache' in modules && typeof modules.enableCompileCache === 'function') {
    modules.enableCompileCache(join(folder, 'code'))
  }
}
