import { watch } from 'chokidar'

/** Milliseconds without a change after which a burst of them (an editor, a checkout) counts as over. */
const SETTLE = 25

/** A folder that is being watched. */
export interface WatchedFolder {
  close(): Promise<void>
}

/**
 * Calls `changed` once after each burst of changes below a folder; resolves when the watching has begun, so that no
 * later change is missed. What the compiler does not read is not watched; nor is, where only one cluster is asked about,
 * what belongs to the others.
 */
export async function watchFiles(
  folder: string,
  changed: () => void,
  failed: (error: unknown) => void,
  cluster?: string,
): Promise<WatchedFolder> {
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(folder, {
    ignoreInitial: true,
    ignored: (path, found) => {
      const parts = path.slice(folder.length + 1).split(/[/\\]/)
      return parts.some(isHidden) || isOfAnother(parts, found?.isDirectory() === true, cluster)
    },
  })
  watcher.on('all', () => {
    clearTimeout(timer)
    timer = setTimeout(changed, SETTLE)
  })
  watcher.on('error', failed)
  await new Promise<void>((resolve) => watcher.once('ready', resolve))
  return {
    close: async () => {
      clearTimeout(timer)
      await watcher.close()
    },
  }
}

/** Files in the folder itself are everybody's. */
function isOfAnother([first, ...below]: readonly string[], isFolder: boolean, cluster: string | undefined): boolean {
  return cluster !== undefined && first !== '' && first !== cluster && (isFolder || below.length > 0)
}

function isHidden(part: string): boolean {
  return part.startsWith('.') || part === 'node_modules'
}
