#!/usr/bin/env node
import { enableCompiledCode } from './process/compiled-code.ts'
import { expectShortRun } from './process/short-run.ts'
import { fileURLToPath } from 'node:url'
import type { Output } from './world.ts'

// All of this has to be settled before anything else is loaded.
if (process.env['PADER_DEBUG'] !== undefined) process.setSourceMapsEnabled(true)
enableCompiledCode(process.env)
if (process.argv[2] === 'compile') expectShortRun(process.versions.v8)
const { build } = await import('./process/build.ts')
const { run } = await import('./run.ts')
const { askerOf } = await import('./process/ask.ts')

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

function output(stream: NodeJS.WriteStream): Output {
  // A reader that has gone away (`pader … | head`) is not an error of ours.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  return {
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY === true,
    columns: stream.columns ?? (Number(process.env['COLUMNS']) || 80),
  }
}

const asker = askerOf(process.stdin, process.stdout, stop.signal)
const exitCode = await run(process.argv.slice(2), {
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  env: process.env,
  cwd: process.cwd(),
  home: fileURLToPath(new URL('../..', import.meta.url)),
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
