import { openRepository } from '../../src/cli/repository/clusters.ts'
import { run } from '../../src/cli/run.ts'
import type { Compiled } from '../../src/compile/compile.ts'
import type { World } from '../../src/cli/world.ts'

/** What a call of `pader` printed and how it ended. */
export interface Ended {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Calls `pader` in a folder, at noon of a fixed day, 80 columns wide and without colour. */
export async function pader(cwd: string, ...args: readonly string[]): Promise<Ended> {
  const printed = { stdout: '', stderr: '' }
  const output = (name: 'stdout' | 'stderr'): World['stdout'] => ({
    write: (text) => void (printed[name] += text),
    isTerminal: false,
    columns: 80,
  })
  const exitCode = await run(args, {
    stdout: output('stdout'),
    stderr: output('stderr'),
    env: {},
    cwd,
    home: process.cwd(),
    stop: new AbortController().signal,
    endInOrder: () => undefined,
    now: () => new Date('2027-01-15T12:00:00Z'),
  })
  return { exitCode, ...printed }
}

/** What the YAML in a folder comes to. */
export async function compile(cwd: string): Promise<Compiled> {
  return (await openRepository([], {}, silentWorld(cwd))).compiled
}

/** A world in which nobody hears what is printed. */
export function silentWorld(cwd: string): World {
  const silent = { write: () => undefined, isTerminal: false, columns: 80 }
  return {
    stdout: silent,
    stderr: silent,
    env: {},
    cwd,
    home: process.cwd(),
    stop: new AbortController().signal,
    endInOrder: () => undefined,
    now: () => new Date('2027-01-15T12:00:00Z'),
  }
}

/** Calls `pader` in a folder where no file can be written; what it says on standard error, and how it ends. */
export async function paderWithoutRoom(cwd: string, ...args: readonly string[]): Promise<Omit<Ended, 'stdout'>> {
  let stderr = ''
  const exitCode = await run(args, {
    ...silentWorld(cwd),
    stderr: { write: (text) => void (stderr += text), isTerminal: false, columns: 80 },
    endInOrder: () => {
      throw new Error('the disk is full')
    },
  })
  return { exitCode, stderr }
}
