import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isLongRead, withProgress } from '../../../src/cli/output/progress.ts'

let written: string
const terminal = { write: (text: string) => void (written += text), isTerminal: true, columns: 20 }

beforeEach(() => {
  written = ''
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

/** What is left on a terminal's line after all that was written. */
const shown = (): string => written.split('\r\u001b[K').at(-1) ?? ''

test('what takes less than a second is not told', async () => {
  await withProgress({ stderr: terminal, env: {} }, async (progress) => {
    progress.say('reading')
    await vi.advanceTimersByTimeAsync(999)
  })
  await vi.advanceTimersByTimeAsync(5000)
  expect(written).toBe('')
})

test('after a second the line follows the work, keeps to the width, and is gone at the end', async () => {
  await withProgress({ stderr: terminal, env: {} }, async (progress) => {
    progress.say('reading')
    await vi.advanceTimersByTimeAsync(600)
    progress.say('looking')
    await vi.advanceTimersByTimeAsync(600)
    expect(shown()).toBe('looking')
    progress.say('looking, 12 of 34 nodes read')
    expect(shown()).toBe('looking, 12 of 34 n')
    progress.clear()
    expect(shown()).toBe('')
  })
  expect(shown()).toBe('')
})

test('work that lets nothing else run is told before it begins, and taken away when it fails', async () => {
  const failing = withProgress({ stderr: terminal, env: {} }, async (progress) => {
    progress.say('compiling', true)
    expect(shown()).toBe('compiling')
    throw new Error('broken')
  })
  await expect(failing).rejects.toThrow('broken')
  expect(shown()).toBe('')
  expect(isLongRead([{ bytes: new Uint8Array(100) }, { unreadable: 'why' }])).toBe(false)
  expect(isLongRead(Array.from({ length: 5 }, () => ({ bytes: new Uint8Array(1_000_000) })))).toBe(true)
})

test.each([
  ['a file or a pipe', { stderr: { ...terminal, isTerminal: false }, env: {} }],
  ['a dumb terminal', { stderr: terminal, env: { TERM: 'dumb' } }],
  ['a pipeline', { stderr: terminal, env: { CI: 'true' } }],
])('%s is told nothing', async (_, world) => {
  await withProgress(world, async (progress) => {
    progress.say('compiling', true)
    await vi.advanceTimersByTimeAsync(5000)
  })
  expect(written).toBe('')
})
