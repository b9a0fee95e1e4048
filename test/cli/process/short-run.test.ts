import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { shortRunSettings } from '../../../src/cli/process/short-run.ts'

test('the V8 that runs has each setting that it is told', () => {
  const settings = shortRunSettings(process.versions.v8)
  const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' })
  expect(settings).not.toEqual([])
  for (const setting of settings) expect(known).toContain(`${setting.split('=')[0]?.replace('--no-', '--') ?? ''} (`)
})

test.each(['10.2.154', '15.0.1', 'unknown'])('V8 %s, whose settings are not known, is told nothing', (v8) => {
  expect(shortRunSettings(v8)).toEqual([])
})
