import { watch } from 'chokidar'

/** Milliseconds without a change after which a burst of them (an editor, a checkout) counts as over. */
const SETTLE = 25

/** A folder that is being watched. */
export interface WatchedFolder {
  close(): Promise<void>
}

/**
 * Calls `changed` once after each burst of changes below a folder; resolves when the watching has begun, so that no
 * later change is missed. What the compiler does not read is not watched.
 */
export async function watchFiles(
  folder: string,
  changed: () => void,
  failed: (error: unknown) => void,
): Promise<WatchedFolder> {
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(folder, {
    ignoreInitial: true,
    ignored: (path) => path.slice(folder.length).split(/[/\\]/).some(isHidden),
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

function isHidden(part: string): boolean {
  return part.startsWith('.') || part === 'node_modules'
}
