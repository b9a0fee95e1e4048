import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { putAside } from './aside.ts'
import type { Contestant } from './measure.ts'

/** Where things are: the checkout, the built benchmark, and a fleet with room beside it. */
export interface BenchContext {
  readonly root: string
  readonly built: string
  /** Holds `clusters/`; what contestants write goes beside it. */
  readonly fleet: string
}

/** An empty Node process, which every other figure is best compared with on the same machine. */
export const emptyNode: Contestant = { name: 'node -e 0', command: ['-e', '0'], isNode: true }

/** What starts quickly on a repository as people have one: the help, and a dry run of the examples. */
export function startUps({ root }: Pick<BenchContext, 'root'>): readonly Contestant[] {
  const bin = join(root, 'dist/cli/bin.js')
  return [
    emptyNode,
    { name: 'pader --help', command: [bin, '--help'], isNode: true },
    {
      name: 'pader compile --dry-run, examples',
      command: [bin, 'compile', '--dry-run', join(root, 'clusters')],
      isNode: true,
    },
  ]
}

/** The floor, the straightforward pipeline and Pader on one fleet; the order matters, since a repeat needs a first run. */
export function compilers({ root, built, fleet }: BenchContext): readonly Contestant[] {
  const clusters = join(fleet, 'clusters')
  const location = join(clusters, 'region-000/locations/site00.yaml')
  const pader = { command: [join(root, 'dist/cli/bin.js'), 'compile', '--quiet'], isNode: true, cwd: fleet }
  const straightforward = join(fleet, 'straightforward')
  return [
    emptyNode,
    {
      name: 'floor',
      command: [join(built, 'floor.js'), clusters, join(fleet, 'floor.jsonl'), root],
      isNode: true,
    },
    {
      name: 'straightforward, first run',
      command: [join(built, 'straightforward.js'), clusters, straightforward, join(root, 'schema')],
      isNode: true,
      prepare: () => putAside(straightforward),
    },
    {
      name: 'pader compile, cold',
      ...pader,
      command: [...pader.command, '--no-cache'],
      prepare: () => putAside(join(fleet, '.pader')),
    },
    // A cold run without a cache leaves artifacts that the cache does not know: the run after it is not the one that is meant.
    {
      name: 'pader compile, nothing changed',
      ...pader,
      prepare: () => spawnSync(process.execPath, pader.command, { cwd: fleet }),
    },
    { name: 'pader compile, one location changed', ...pader, prepare: () => changeOneNode(location) },
  ]
}

let changes = 0

/** Gives the first node of a location a time source that it never had: what was there before may be remembered. */
export function changeOneNode(location: string): void {
  const text = readFileSync(location, 'utf8')
  const changed = text.replace(/servers: \[[^,\]]+/, `servers: [10.255.${++changes >> 8}.${changes & 255}`)
  if (changed === text) throw new Error(`${location} names no time source to change`)
  writeFileSync(location, changed)
}
