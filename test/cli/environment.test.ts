import { Command as Parser, type Option } from 'commander'
import { expect, test } from 'vitest'
import { commands } from '../../src/cli/commands/index.ts'
import { twinOf } from '../../src/cli/environment.ts'

/**
 * Variables of which commands do not speak in the same words, each with the one thing that it says to all of them. A name is
 * added here only where whoever exports it for one command would want the same of the others; otherwise the option gets a
 * name of its own.
 */
const oneMeaning: Readonly<Record<string, string>> = {
  PADER_ALLOWED_SIGNERS: 'whose signatures of a plan count',
  PADER_BACKUP: 'the backup to read in the place of a cluster',
  PADER_BASE: 'the revision to compare with',
  PADER_CLUSTER: 'the cluster that the call is about',
  PADER_FAIL_ON: 'the gates that a change has to pass, of those that a command knows',
  PADER_ENTRY: 'the node to connect to',
  PADER_HOST_CONFIG: 'the host file',
  PADER_NODE: 'the node that the call is about',
  PADER_QUIET: 'print less of what leads to the result',
  PADER_SUMMARY: 'print one line where there could be many',
  PADER_WATCH: 'go on until stopped',
}

interface Reading {
  readonly command: string
  readonly option: Option
}

async function readings(): Promise<ReadonlyMap<string, readonly Reading[]>> {
  const found = new Map<string, Reading[]>()
  for (const { name: command, load } of commands) {
    const parser = new Parser(command)
    ;(await load()).command.configure(parser)
    for (const option of parser.options) {
      const twin = twinOf(option)
      if (twin !== undefined) found.set(twin, [...(found.get(twin) ?? []), { command, option }])
    }
  }
  return found
}

const kindOf = (option: Option): string => (option.isBoolean() || option.negate ? 'switch' : 'value')

test('a variable that several commands read is a switch for all of them, or a value for all of them', async () => {
  const clashes = [...(await readings())].filter(([, all]) => new Set(all.map(({ option }) => kindOf(option))).size > 1)
  expect(clashes.map(([twin, all]) => [twin, ...all.map(({ command }) => command)])).toEqual([])
})

test('a variable that several commands read means the same to all of them', async () => {
  const shared = [...(await readings())].filter(([, all]) => all.length > 1)
  expect(shared.length).toBeGreaterThan(10)
  const differing = shared.filter(([, all]) => new Set(all.map(({ option }) => option.description)).size > 1)
  expect(differing.map(([twin]) => twin).toSorted()).toEqual(Object.keys(oneMeaning).toSorted())
})
