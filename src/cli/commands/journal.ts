import { clusterName } from '../../model/names.ts'
import { journalName } from '../../reconcile/journal/journal.ts'
import type { JournalEvent } from '../../reconcile/journal/event.ts'
import { readJournal, type JournalReading } from '../../reconcile/journal/reading.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { printedJson } from '../../report/json/printed.ts'
import { harmless } from '../../report/text/cells.ts'
import { CommandFailure, defineCommand, UsageError } from '../command.ts'
import { readHostFile } from '../gateway/host.ts'
import { hostConfigOption } from '../options/host-config.ts'
import { stateOf } from '../shared/state.ts'
import type { World } from '../world.ts'

/** `pader journal verify|show|export`: what was done to a cluster, by whom, and that nobody changed the record. */
export const command = defineCommand({
  examples: [
    ['pader journal show --cluster two-site', 'what was done, and by whom'],
    ['pader journal verify --cluster two-site', 'check that nobody has altered the record'],
  ],
  configure: (parser) =>
    parser
      .argument('<action>', 'verify, show or export (JSON lines)')
      .requiredOption('--cluster <name>', 'the cluster')
      .addOption(hostConfigOption('host file: where the state directory is')),

  run: async ({ positional: [action], options }, world) => {
    const { store, where } = stateOf(await readHostFile(options.hostConfig, world), world)
    const cluster = clusterName(options.cluster)
    const bytes = await store.read(journalName(cluster))
    if (bytes === undefined) {
      throw new CommandFailure(
        EXIT.unreachable,
        `there is no journal of cluster "${cluster}" in ${where}`,
        'make sure that the host file names the state of whoever runs the applies; before the first run there is no journal',
      )
    }
    const reading = readJournal(bytes)
    if (action === 'verify') return verify(reading, world)
    if (action === 'show') return show(reading, world)
    if (action !== 'export') throw new UsageError(`journal takes verify, show or export, not "${action}"`)
    for (const record of reading.records) world.stdout.write(`${printedJson(record)}\n`)
    return EXIT.ok
  },
})

function verify({ records, problems, torn, head }: JournalReading, world: World): ExitCode {
  for (const { line, message } of problems) world.stdout.write(`line ${line} ${message}\n`)
  if (torn !== undefined) {
    world.stdout.write(`the last ${torn.bytes} bytes were cut short by a crash; no effect followed them\n`)
  }
  if (problems.length > 0) {
    world.stdout.write('somebody changed the journal: a crash cannot have done this\n')
    return EXIT.invalid
  }
  world.stdout.write(`${records.length} records, unbroken, head ${head.slice(0, 12)}\n`)
  return EXIT.ok
}

function show({ records }: JournalReading, world: World): ExitCode {
  for (const { at, run, event } of records) {
    world.stdout.write(`${harmless(`${at} ${run.slice(0, 8)} ${inWords(event)}`, true)}\n`)
  }
  return EXIT.ok
}

function inWords(event: JournalEvent): string {
  // Who reads it knows nodes by their names; older versions wrote none.
  const { kind, ...rest } = event.kind === 'commit intended' && event.node !== undefined ? withoutUuid(event) : event
  const parts = Object.entries(rest).map(([name, value]) => `${name} ${inShort(value)}`)
  return [kind, ...parts].join(', ').replace(', ', ': ')
}

function withoutUuid({ node, ...rest }: Extract<JournalEvent, { kind: 'commit intended' }>) {
  return { ...rest, through: node }
}

function inShort(value: unknown): string {
  // A commit or a digest is told from others by its first digits.
  if (typeof value === 'string' && /^[0-9a-f]{40,64}$/.test(value)) return value.slice(0, 12)
  if (typeof value !== 'object' || value === null) return String(value)
  if ('kind' in value && value.kind === 'set property' && 'node' in value && 'setting' in value) {
    return `${String(value.setting)} of ${String(value.node)}`
  }
  if ('level' in value && 'confirmed' in value && Array.isArray(value.confirmed)) {
    return `level ${String(value.level)}, ${value.confirmed.length} confirmed`
  }
  return JSON.stringify(value)
}
