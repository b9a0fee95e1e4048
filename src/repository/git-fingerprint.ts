import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { sealOf } from './file-seal.ts'
import { foldersFrom, isTop } from './folders-above.ts'

/** What {@link gitFingerprint} says of a folder that lies in no working copy. */
export const OUTSIDE_GIT = 'outside'

/** Variables that tell git where things are, or how to look at them. */
const GUIDES = /^GIT_(DIR|WORK|COMMON|INDEX|OBJECT|ALTERNATE|NAMESPACE|CEILING|DISCOVERY|CONFIG|ATTR|\w*PATHSPECS)/

/**
 * What git's answer about a folder depends on, besides the files in it: the commit, the index, and what says which files
 * count. While this text is the same, so is the answer. Undefined where only git can tell.
 */
export function gitFingerprint(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  now: number,
): string | undefined {
  if (Object.keys(env).some((name) => GUIDES.test(name))) return undefined
  try {
    const above = foldersFrom(folder)
    const top = above.findIndex(isTop)
    if (top === -1) return OUTSIDE_GIT
    return fingerprintIn(above.slice(0, top + 1), env, now)
  } catch {
    return undefined
  }
}

function fingerprintIn(
  folders: readonly string[],
  { HOME = '', XDG_CONFIG_HOME = join(HOME, '.config') }: Readonly<Record<string, string | undefined>>,
  now: number,
): string | undefined {
  const own = gitFolder(folders.at(-1) ?? '')
  const common = resolve(own, contentOf(join(own, 'commondir')) ?? '.')
  const commit = commitIn(own, common, now)
  const sealed = [
    ...['index', 'config.worktree'].map((name) => join(own, name)),
    ...['config', 'info/exclude', 'info/attributes'].map((name) => join(common, name)),
    ...folders.flatMap((folder) => [join(folder, '.gitignore'), join(folder, '.gitattributes')]),
    ...['config', 'ignore', 'attributes'].map((name) => join(XDG_CONFIG_HOME, 'git', name)),
    join(HOME, '.gitconfig'),
    '/etc/gitconfig',
  ].map((path) => (existsSync(path) ? sealOf(path, now)?.join(' ') : 'absent'))
  return commit === undefined || sealed.includes(undefined) ? undefined : [commit, ...sealed].join('\n')
}

/** The folder of a working copy in which git keeps what is its own: another one than usual in a linked working copy. */
function gitFolder(top: string): string {
  const path = join(top, '.git')
  if (statSync(path).isDirectory()) return path
  return resolve(top, (contentOf(path) ?? '').replace(/^gitdir: /, ''))
}

/** The commit that is checked out, or what it is read from; undefined where it is kept in another way. */
function commitIn(own: string, common: string, now: number): string | undefined {
  const head = contentOf(join(own, 'HEAD'))
  const name = head?.startsWith('ref: ') === true ? head.slice('ref: '.length) : undefined
  const commit = name === undefined ? head : contentOf(join(common, name))
  if (commit !== undefined) return /^[0-9a-f]{40,64}$/.test(commit) ? `${name} ${commit}` : undefined
  const packed = sealOf(join(common, 'packed-refs'), now)?.join(' ')
  return packed === undefined ? undefined : `${name} ${packed}`
}

function contentOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined
}
