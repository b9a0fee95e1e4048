import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'

/** `pader watch` as a process of its own, as a service manager runs it. */
export interface WatchProcess {
  readonly said: () => string
  /** Bytes of memory and number of descriptors, or undefined where the system does not say. */
  readonly usage: () => { readonly memory: number; readonly descriptors: number } | undefined
  readonly kill: (signal: 'SIGKILL' | 'SIGTERM') => void
  readonly ended: Promise<number | null>
}

/** Starts it on the built program. */
export function startWatchProcess(args: readonly string[], cwd: string): WatchProcess {
  const bin = new URL('../../dist/cli/bin.js', import.meta.url).pathname
  const child = spawn(process.execPath, [bin, 'watch', ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said.push(chunk.toString())
      // Only what was said last is of interest after an hour.
      if (said.length > 2_000) said.splice(0, 1_000)
    })
  }
  return {
    said: () => said.join(''),
    usage: () => usageOf(child),
    kill: (signal) => void child.kill(signal),
    ended: new Promise((resolve) => child.once('exit', (code) => resolve(code))),
  }
}

function usageOf({ pid }: ChildProcess): { memory: number; descriptors: number } | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const memory = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024
    return { memory, descriptors: readdirSync(`/proc/${pid}/fd`).length }
  } catch {
    return undefined
  }
}
