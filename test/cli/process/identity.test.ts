import { syncBuiltinESMExports } from 'node:module'
import os from 'node:os'
import { afterEach, expect, test, vi } from 'vitest'
import { isGone, whichProcess, whoRunsThis } from '../../../src/cli/process/identity.ts'

afterEach(() => {
  vi.restoreAllMocks()
  syncBuiltinESMExports()
})

test('a person is told by name and machine', () => {
  expect(whoRunsThis()).toBe(`${os.userInfo().username}@${os.hostname()}`)
})

test('a process of this machine that is not there any more is gone, and of no other one that is known', () => {
  const nobody = 2 ** 31 - 2
  expect(isGone(`op@${os.hostname()}, process ${nobody}`)).toBe(true)
  for (const other of [`not-${os.hostname()}, process ${nobody}`, `${os.hostname()}, process ${process.ppid}`])
    expect(isGone(`op@${other}`)).toBe(false)
  expect([whichProcess(), whoRunsThis(), 'unknown'].map(isGone)).toEqual([false, false, false])
})

test('a user who has a number and no name, as in a container, is told by the number', () => {
  vi.spyOn(os, 'userInfo').mockImplementation(() => {
    throw new Error('uv_os_get_passwd returned ENOENT')
  })
  syncBuiltinESMExports()
  expect(whichProcess()).toBe(`uid${process.getuid?.()}@${os.hostname()}, process ${process.pid}`)
})
