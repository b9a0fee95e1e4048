import { EventEmitter } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { signalsOf } from '../../../src/cli/process/signals.ts'
import { run } from '../../../src/cli/run.ts'
import { silentWorld } from '../support.ts'

function aProcess(pid: number) {
  const exits: (number | undefined)[] = []
  return Object.assign(new EventEmitter(), { pid, exits, exit: (code?: number) => void exits.push(code) })
}

test('a signal is left to the system until somebody has to end in order; the second one waits for nobody', () => {
  const process = aProcess(4242)
  const signals = signalsOf(process)
  expect(process.eventNames()).toEqual([])
  signals.endInOrder()
  signals.endInOrder()
  expect(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => process.listenerCount(signal))).toEqual([1, 1, 1])
  process.emit('SIGTERM')
  expect([signals.stop.aborted, signals.stop.reason, signals.code(), process.exits]).toEqual([true, 'SIGTERM', 143, []])
  process.emit('SIGINT')
  expect(process.exits).toEqual([130])
})

test('a terminal that goes away, and says so more than once, ends in order what must not be cut off', () => {
  const process = aProcess(4242)
  const signals = signalsOf(process)
  signals.endInOrder()
  process.emit('SIGHUP')
  process.emit('SIGHUP')
  expect([signals.stop.aborted, signals.code(), process.exits]).toEqual([true, 143, []])
})

test('who reads settings anew is not ended by the signal that asks for it, until nobody does any more', () => {
  const process = aProcess(4242)
  const signals = signalsOf(process)
  let reloads = 0
  signals.endInOrder()
  const forget = signals.onReload(() => void (reloads += 1))
  process.emit('SIGHUP')
  expect([reloads, signals.stop.aborted, signals.code()]).toEqual([1, false, undefined])
  forget()
  process.emit('SIGHUP')
  expect([reloads, signals.stop.aborted]).toEqual([1, true])
})

test('whom nobody hears any more is gone at once, or ends in order with the code of what it did', () => {
  const process = aProcess(4242)
  const signals = signalsOf(process)
  signals.unheard()
  signals.unheard(1)
  expect([process.exits, signals.stop.aborted]).toEqual([[undefined, 1], false])
  signals.endInOrder()
  signals.unheard()
  expect([process.exits, signals.stop.aborted, signals.code()]).toEqual([[undefined, 1], true, undefined])
  signals.unheard(1)
  expect(signals.code()).toBe(1)
  signals.done()
  signals.unheard(1)
  expect(process.exits).toEqual([undefined, 1, 1])
})

test('the first process of a container does for itself what the system does for others, until somebody has to end in order', () => {
  const process = aProcess(1)
  const signals = signalsOf(process)
  process.emit('SIGTERM')
  expect([process.exits, signals.stop.aborted]).toEqual([[143], false])
  signals.endInOrder()
  process.emit('SIGTERM')
  expect([process.exits, signals.stop.aborted, signals.code()]).toEqual([[143], true, 143])
  process.emit('SIGINT')
  expect(process.exits).toEqual([143, 130])
})

test('a compile lets signals have their turn before each cluster', async () => {
  let turns = 0
  const turn = (): void => void (turns += 1)
  const seen: number[] = []
  const world = {
    ...silentWorld(process.cwd()),
    // Asked once for each cluster, and before the first of them.
    now: () => {
      seen.push(turns)
      setImmediate(turn)
      return new Date('2027-01-15T12:00:00Z')
    },
  }
  expect(await run(['compile', 'clusters', '--dry-run'], world)).toBe(0)
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.length).toBeGreaterThan(2)
})

test('a compile can be cut off until it puts its artifacts in their places, and one that writes nothing to its end', async () => {
  const out = mkdtempSync(join(tmpdir(), 'pader-signals-'))
  const manifest = join(out, 'two-site', 'manifest.json')
  const begun: boolean[] = []
  const world = { ...silentWorld(process.cwd()), endInOrder: () => void begun.push(existsSync(manifest)) }
  const args = ['compile', 'clusters/two-site', '--out', out]
  try {
    expect(await run([...args, '--dry-run'], world)).toBe(0)
    expect(begun).toEqual([])
    expect(await run(args, world)).toBe(0)
    expect([begun, existsSync(manifest)]).toEqual([[false], true])
  } finally {
    rmSync(out, { recursive: true })
  }
})
