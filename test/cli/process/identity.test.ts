import { syncBuiltinESMExports } from 'node:module'
import os from 'node:os'
import { afterEach, expect, test, vi } from 'vitest'
import { whichProcess, whoRunsThis } from '../../../src/cli/process/identity.ts'

afterEach(() => {
  vi.restoreAllMocks()
  syncBuiltinESMExports()
})

test('a person is told by name and machine', () => {
  expect(whoRunsThis()).toBe(`${os.userInfo().username}@${os.hostname()}`)
})

test('a user who has a number and no name, as in a container, is told by the number', () => {
  vi.spyOn(os, 'userInfo').mockImplementation(() => {
    throw new Error('uv_os_get_passwd returned ENOENT')
  })
  syncBuiltinESMExports()
  expect(whichProcess()).toBe(`uid${process.getuid?.()}@${os.hostname()}, process ${process.pid}`)
})
