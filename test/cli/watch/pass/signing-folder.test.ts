import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { signingFolder } from '../../../../src/cli/watch/pass/signing-folder.ts'
import { clusterName } from '../../../../src/model/names.ts'

let cwd = ''
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'pader-signing-'))
})
afterEach(() => rmSync(cwd, { recursive: true }))

const mode = (path: string): number => statSync(path).mode & 0o777

test('a plan to be signed lies in folders that nobody else may look into, unless the host file names one for others', () => {
  const own = signingFolder(clusterName('c'), undefined, { cwd, stateDirectory: 'state' })
  own.make()
  expect([own.path, dirname(own.path), join(cwd, 'state')].map(mode)).toEqual([0o700, 0o700, 0o700])
  const named = signingFolder(clusterName('c'), 'plans', { cwd, stateDirectory: 'state' })
  named.make()
  expect(named.path).toBe(join(cwd, 'plans/c'))
  expect(mode(named.path)).toBe(0o777 & ~process.umask())
})
