import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'

/** A working copy of its own that holds one committed cluster of the examples. */
export interface Committed {
  readonly folder: string
  readonly git: (...args: readonly string[]) => string
  /** Replaces a text that must be there in a file of the cluster. */
  readonly edit: (path: string, from: string, to: string) => void
  /** Everything as it was committed. */
  readonly reset: () => void
  readonly remove: () => void
}

export function committed(cluster: string): Committed {
  const folder = mkdtempSync(join(tmpdir(), 'pader-committed-'))
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
      cwd: folder,
      encoding: 'utf8',
    })
  cpSync(join('clusters', cluster), join(folder, cluster), { recursive: true })
  git('init', '-q')
  git('add', '-A')
  git('commit', '-qm', 'first')
  return {
    folder,
    git,
    edit: (path, from, to) => {
      const file = join(folder, cluster, path)
      const before = readFileSync(file, 'utf8')
      expect(before).toContain(from)
      writeFileSync(file, before.replace(from, to))
    },
    reset: () => {
      git('reset', '-q', '--hard')
      git('clean', '-qfd')
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
