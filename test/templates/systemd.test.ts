import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pader } from '../cli/support.ts'

const text = readFileSync('templates/systemd/pader-watch.service', 'utf8')
const lines = text.split('\n')
const valuesOf = (key: string): string[] =>
  lines.filter((line) => line.startsWith(`${key}=`)).map((line) => line.slice(key.length + 1))

/** What a unit denies itself: all that stands in its last paragraph but comments. */
function sandboxOf(unit: string): string[] {
  const from = unit.indexOf('NoNewPrivileges=')
  return unit
    .slice(from)
    .split('\n[')[0]!
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
}

test('the unit calls a command that exists with options that it takes', async () => {
  const [program, command, ...options] = valuesOf('ExecStart')[0]!.split(' ')
  expect([program, command]).toEqual(['/usr/local/bin/pader', 'watch'])
  const help = (await pader('.', 'watch', '--help')).stdout
  const used = options.filter((option) => option.startsWith('--'))
  expect(used.length).toBeGreaterThan(0)
  for (const option of used) expect(help).toContain(option)
})

test('the unit is told of progress, may take its time to stop, and may do nothing that it does not need', () => {
  expect(valuesOf('Type')).toEqual(['notify'])
  expect(valuesOf('NotifyAccess')).toEqual(['all'])
  expect(valuesOf('ExecReload')).toEqual(['/bin/kill -HUP $MAINPID'])
  // A pass may work for fifteen minutes without progress; the loop turns at least twice in this time.
  expect(Number(valuesOf('WatchdogSec')[0])).toBeGreaterThanOrEqual(60)
  expect(Number(valuesOf('TimeoutStopSec')[0])).toBeGreaterThanOrEqual(300)
  expect(valuesOf('SuccessExitStatus')).toEqual(['143'])
  expect(valuesOf('CapabilityBoundingSet')).toEqual([''])
  for (const key of [
    'NoNewPrivileges',
    'ProtectHome',
    'PrivateTmp',
    'PrivateDevices',
    'RestrictSUIDSGID',
    'LockPersonality',
  ]) {
    expect(valuesOf(key), key).toEqual(['yes'])
  }
  expect(valuesOf('ProtectSystem')).toEqual(['strict'])
  // Node asks for memory protection keys when it starts: where that is neither allowed nor refused, it is killed.
  expect(valuesOf('SystemCallFilter')).toEqual(['@system-service @pkey', '~@privileged @resources'])
  expect(valuesOf('SystemCallErrorNumber')).toEqual(['EPERM'])
  expect(valuesOf('User')).not.toContain('root')
})

test('the backup unit calls commands that exist with options that they take, and a timer starts it', async () => {
  const unit = readFileSync('templates/systemd/pader-backup.service', 'utf8')
  const calls = [...unit.matchAll(/^ExecStart=\/usr\/local\/bin\/pader (\w+) (\w+) (.+)$/gm)]
  expect(calls.map(([, command, action]) => [command, action])).toEqual([
    ['backup', 'take'],
    ['backup', 'prune'],
  ])
  const help = (await pader('.', 'backup', '--help')).stdout
  for (const [, , , options = ''] of calls)
    for (const option of options.split(' ').filter((word) => word.startsWith('--'))) expect(help).toContain(option)
  expect(readFileSync('templates/systemd/pader-backup.timer', 'utf8')).toMatch(/^OnCalendar=hourly$/m)
  // It may do no more than the watch may.
  expect(sandboxOf(unit)).toEqual(sandboxOf(text))
  expect(sandboxOf(unit).length).toBeGreaterThan(20)
})
