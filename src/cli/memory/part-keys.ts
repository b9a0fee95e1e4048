import { createHash, type Hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClusterFiles, Gathered } from '../../compile/gather.ts'
import type { RawFile } from '../../source/source-file.ts'
import { readTemplates } from '../read-templates.ts'

/** What the outcome of a part depends on besides its files. */
export interface KeyGround {
  /** The build of Pader, with its rules and schemas, and what it runs on. */
  readonly build: string
  /** Folder that it is installed in: dialect and templates are read from there. */
  readonly home: string
  /** Folder of clusters as it is shown: findings name files by it. */
  readonly root: string
  readonly today: string
}

/** Names for what the parts of a repository come to: the same name only for the same bytes under the same circumstances. */
export interface PartKeys {
  common(gathered: Gathered): string
  cluster(files: ClusterFiles, pader: RawFile | undefined): string
}

/** The names under the given circumstances. */
export function partKeys({ build, home, root, today }: KeyGround): PartKeys {
  const ground = createHash('sha256')
  addText(ground, build, root, today)
  addText(ground, readFileSync(join(home, 'schema', 'dialects', 'web-gateway.json'), 'utf8'))
  for (const { path, text } of readTemplates(home).values()) addText(ground, path, text)
  return {
    common: ({ pader, others, diagnostics }) => {
      const key = ground.copy()
      addText(key, 'common', JSON.stringify(diagnostics))
      addFiles(key, pader === undefined ? others : [pader, ...others])
      return key.digest('hex')
    },
    cluster: ({ name, all }, pader) => {
      const key = ground.copy()
      addText(key, 'cluster', name)
      addFiles(key, pader === undefined ? [] : [pader])
      addText(key, 'files')
      addFiles(key, all)
      return key.digest('hex')
    },
  }
}

/** Every text with its length, so that no two lists of texts are one stream of bytes. */
function addText(key: Hash, ...texts: readonly string[]): void {
  for (const text of texts) key.update(`${Buffer.byteLength(text)}:`).update(text)
}

function addFiles(key: Hash, files: readonly RawFile[]): void {
  for (const file of files) {
    addText(key, file.path)
    if ('bytes' in file) key.update(`bytes ${file.bytes.length}:`).update(file.bytes)
    else addText(key, 'unreadable', file.unreadable)
  }
}
