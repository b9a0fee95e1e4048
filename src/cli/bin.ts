#!/usr/bin/env node
import { fstatSync } from 'node:fs'
import { resolve } from 'node:path'
import { askerOf } from './process/ask.ts'
import { build } from './process/build.ts'
import { keepCompiledCode } from './process/compiled-code.ts'
import { expectShortRun } from './process/short-run.ts'
import type { Output } from './world.ts'

// All of this has to be settled before anything else is loaded.
if (process.env['PADER_DEBUG'] !== undefined) process.setSourceMapsEnabled(true)
const [, , command] = process.argv
if (command === 'compile') expectShortRun(process.versions.v8)
const home = resolve(import.meta.dirname, '../..')

const stop = new AbortController()
let signalCode: number | undefined
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.on(signal, () => {
    // The second signal does not wait for anybody.
    if (signalCode !== undefined) process.exit(code)
    signalCode = code
    stop.abort(signal)
  })
}

/** Whether a terminal can be behind an open file: what reads a pipe or lies in a folder is none, and need not be opened to see that. */
function isDevice(number: number): boolean {
  try {
    return fstatSync(number).isCharacterDevice()
  } catch {
    return false
  }
}

/** A stream of the process, which is opened at its first use: most runs have nothing to say on standard error. */
function output(name: 'stdout' | 'stderr', number: number): Output {
  let opened: NodeJS.WriteStream | undefined
  const stream = (): NodeJS.WriteStream => {
    // A reader that has gone away (`pader … | head`) is not an error of ours.
    opened ??= process[name].on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0)
      throw error
    })
    return opened
  }
  return {
    write: (text) => void stream().write(text),
    get isTerminal() {
      return isDevice(number) && stream().isTTY === true
    },
    get columns() {
      return stream().columns ?? (Number(process.env['COLUMNS']) || 80)
    },
  }
}

void main()

async function main(): Promise<void> {
  const asker = askerOf(() => ({ input: process.stdin, output: process.stdout }), stop.signal)
  await keepCompiledCode({ home, build, command }, process.env)
  const { run } = await import('./run.ts')
  const exitCode = await run(process.argv.slice(2), {
    stdout: output('stdout', 1),
    stderr: output('stderr', 2),
    env: process.env,
    cwd: process.cwd(),
    home,
    ...(build === undefined ? {} : { build: `${build} on Node ${process.version}` }),
    stop: stop.signal,
    now: () => new Date(),
    ask: asker.ask,
    onReload: (asked) => {
      process.on('SIGHUP', asked)
      return () => process.off('SIGHUP', asked)
    },
  })
  asker.close()
  process.exitCode = signalCode ?? exitCode
}
