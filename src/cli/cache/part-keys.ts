import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClusterFiles, Gathered } from '../../compile/read/gather.ts'
import type { RawFile, SourceFile } from '../../source/source-file.ts'

/** What the outcome of a part depends on besides its files. */
export interface KeyContext {
  /** The build of Pader, with its rules and schemas, and what it runs on. */
  readonly build: string
  /** Folder that it is installed in: the dialect is read from there. */
  readonly home: string
  /** The templates that it is installed with. */
  readonly templates: ReadonlyMap<string, SourceFile>
  /** Folder of clusters as it is shown: findings name files by it. */
  readonly root: string
  readonly today: string
}

/** Names for what the parts of a repository come to: the same name only for the same bytes under the same circumstances. */
export interface PartKeys {
  common(gathered: Gathered): string
  cluster(files: ClusterFiles, pader: RawFile | undefined): string
  /** Of a whole run, by what else it depends on: the files with their seals, and what it was asked for. */
  run(...parts: readonly string[]): string
  /** Of what a cluster in a folder of this machine was made of, whatever the day. */
  parts(path: string): string
  /** Of what is known about a folder of this machine. */
  folder(kind: string, path: string): string
}

/** The names under the given circumstances. */
export function partKeys({ build, home, templates, root, today }: KeyContext): PartKeys {
  const dialect = readFileSync(join(home, 'schema', 'dialects', 'web-gateway.json'), 'utf8')
  const lasting = keyOf([build, root, dialect, [...templates.values()].map(({ path, text }) => [path, text])])
  const dated = keyOf([lasting, today])
  return {
    common: ({ pader, others, diagnostics }) =>
      keyOf([dated, 'common', diagnostics, held(pader), ...others.map((file) => held(file))]),
    cluster: ({ name, all }, pader) => keyOf([dated, 'cluster', name, held(pader), ...all.map((file) => held(file))]),
    run: (...parts) => keyOf([dated, 'run', ...parts]),
    parts: (path) => keyOf([lasting, 'parts', path]),
    folder: (kind, path) => keyOf([build, kind, path]),
  }
}

/** JSON tells any two lists apart. */
function keyOf(parts: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(parts))
}

/** What a file holds, in short. */
function held(file: RawFile | undefined): readonly string[] {
  if (file === undefined) return []
  if (!('bytes' in file)) return [file.path, 'unreadable', file.unreadable]
  return [file.path, file.digest ?? hash('sha256', file.bytes)]
}
