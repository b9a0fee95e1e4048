import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { failedBy } from '../../../src/cli/watch/pass/failed-pass.ts'
import { isTroubleWithFiles, wayOut, whyInWords } from '../../../src/cli/process/trouble-with-files.ts'
import { pader } from '../support.ts'

const folder = mkdtempSync(join(tmpdir(), 'pader-given-'))
writeFileSync(join(folder, 'file'), '')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  ['status --host-config nowhere.yaml', `the host file "${join(folder, 'nowhere.yaml')}": no such file or directory`],
  ['status --host-config .', `the host file "${folder}": illegal operation on a directory`],
  ['approve nowhere.json', 'the plan "nowhere.json": no such file or directory'],
  ['approve file/plan.json', 'the plan "file/plan.json": not a directory'],
  ['import x --backup nowhere.backup', 'the backup "nowhere.backup": no such file or directory'],
  ['emulate --cluster x --backup nowhere.backup', 'the backup "nowhere.backup": no such file or directory'],
  ['emulate --dump nowhere.json', 'the dump "nowhere.json": no such file or directory'],
  ['calibrate x --export nowhere.xml', '"nowhere.xml": no such file or directory'],
  ['policy show nowhere.xml', '"nowhere.xml": no such file or directory'],
  ['doctor --log nowhere.log', 'the log "nowhere.log": no such file or directory'],
])(
  'what is named and cannot be read is invalid input, and told without codes of the system: %s',
  async (call, told) => {
    const { exitCode, stderr } = await pader(folder, ...call.split(' '))
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(`pader: cannot read ${told}`)
    expect(stderr).not.toMatch(/\bE[A-Z]{4,}\b/)
    expect(exitCode).toBe(3)
  },
)

test('a folder that cannot be made because a file is there is no matter of room or rights', async () => {
  const { exitCode, stderr } = await pader(folder, 'init', 'file')
  expect(stderr).toContain('name another place, or move what is there out of the way, and run it again')
  expect(exitCode).toBe(1)
})

test.each([
  ['ENOSPC', 'make room'],
  ['EACCES', 'restore the permissions of the file'],
  ['EROFS', 'mount its file system for writing'],
  ['EMFILE', 'allow more open files ("ulimit -n")'],
  ['ESTALE', 'restore what is missing'],
  ['EIO', 'find the cause, which the log of the machine may show ("dmesg")'],
])('%s has its own way out', (code, way) => {
  expect(wayOut(Object.assign(new Error(`${code}: why, open 'x'`), { code, syscall: 'open' }))).toBe(way)
})

test('a folder that cannot be made is nothing that is gone', () => {
  const error = Object.assign(new Error("ENOENT: no such file or directory, mkdir '/proc/x'"), {
    code: 'ENOENT',
    syscall: 'mkdir',
  })
  expect(wayOut(error)).toBe('name another place, where a folder can be created')
})

test('a watch names the way out of what keeps it from its state directory', () => {
  const error = Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS', syscall: 'open' })
  expect(failedBy(error, 'x')).toMatchObject({
    why: expect.stringMatching(/; mount its file system for writing$/),
  })
})

test('what Node is not permitted is no mistake of Pader, and has its own way out', () => {
  const error = Object.assign(new Error('Access to this API has been restricted'), { code: 'ERR_ACCESS_DENIED' })
  expect(isTroubleWithFiles(error)).toBe(true)
  expect(wayOut(error)).toBe('start Node without "--permission", or with the "--allow-" option for it')
})

test('what is no trouble with files is told as it is', () => {
  expect(whyInWords(new Error('it is larger than 5 bytes'))).toBe('it is larger than 5 bytes')
  expect(whyInWords(new Error("ENOENT: no such file or directory, open '/a'"))).toBe('no such file or directory')
  expect(whyInWords('no Error at all')).toBe('no Error at all')
})
