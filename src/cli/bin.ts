#!/usr/bin/env node
import { resolve } from 'node:path'
import { askerOf } from './process/ask.ts'
import { build } from './process/build.ts'
import { keepCompiledCode } from './process/compiled-code.ts'
import { outputOf } from './process/output.ts'
import { expectShortRun } from './process/short-run.ts'
import { signalsOf } from './process/signals.ts'
import { startFolder } from './process/start-folder.ts'

// All of this has to be settled before anything else is loaded.
if (process.env['PADER_DEBUG'] !== undefined) process.setSourceMapsEnabled(true)
const [, , command] = process.argv
if (command === 'compile') expectShortRun(process.versions.v8)
const home = resolve(import.meta.dirname, '../..')

const signals = signalsOf(process)

void main()

async function main(): Promise<void> {
  const stderr = outputOf('stderr', signals.unheard)
  const cwd = startFolder(stderr)
  if (cwd === undefined) return
  const asker = askerOf(() => ({ input: process.stdin, output: process.stdout }), signals.stop)
  await keepCompiledCode({ home, build, command }, process.env)
  const { run } = await import('./run.ts')
  const exitCode = await run(process.argv.slice(2), {
    stdout: outputOf('stdout', signals.unheard),
    stderr,
    env: process.env,
    cwd,
    home,
    ...(build === undefined ? {} : { build: `${build} on Node ${process.version}` }),
    stop: signals.stop,
    endInOrder: signals.endInOrder,
    now: () => new Date(),
    ask: asker.ask,
    onReload: signals.onReload,
  })
  asker.close()
  signals.done()
  // What is half done needs a person more than that it was stopped.
  const signalCode = signals.code()
  if (signalCode === undefined) process.exitCode = exitCode
  else {
    // Only a process that was told to end has two codes to choose from.
    const { worstOf } = await import('../report/worst-exit-code.ts')
    process.exitCode = worstOf([signalCode, exitCode])
  }
}
