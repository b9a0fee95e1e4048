import { expect } from 'vitest'
import type { Stage } from './stage.ts'

/** Calls Pader on the stage of a test, which ends with the given code, and tells what the transcript gained by it. */
export function telling(stage: () => Stage): (line: string, exitCode: number) => Promise<string> {
  return async (line, exitCode) => {
    const before = stage().transcript().length
    const ended = await stage().pader(line)
    const text = stage().transcript().slice(before)
    expect(ended, text).toBe(exitCode)
    return text
  }
}
