import { once } from 'node:events'
import { resolve } from 'node:path'
import type { ClusterSeed } from '../../emulator/profile.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure, defineCommand } from '../command.ts'
import { addStartingStateOptions, startingStateOf } from '../emulate/starting-state.ts'
import { describeSwitches, readSwitches } from '../emulate/read-switches.ts'
import { numberOf, port } from '../options/number.ts'
import { makeAccounts, startEmulator, writeHostFile, type Accounts, type StartedEmulator } from '../emulate/start.ts'

/** `pader emulate`: a cluster of appliances on loopback, to rehearse a change or to try a client. */
export const command = defineCommand({
  examples: [
    ['pader emulate clusters/two-site --write-host /tmp/host.yaml', 'run it, and write a host file that reaches it'],
    ['pader emulate --switches', 'list what the emulator decides where no public source does'],
  ],
  configure: (parser) =>
    addStartingStateOptions(parser)
      .argument('[path]', 'folder of the cluster whose YAML the appliances hold (default: "clusters")')
      .option('--write-host <file>', 'write a host file with which Pader reaches this cluster')
      .option(
        '--port <port>',
        "HTTPS port on each node's own loopback address; 0 for any",
        numberOf('--port', port),
        4712,
      )
      .option('--http <port>', 'also serve unencrypted HTTP on this port', numberOf('--http', port))
      .option('--control <port>', 'port of the control interface; 0 for any', numberOf('--control', port), 4700)
      .option('--switch <name=value...>', 'override a decision that no public source settles; see --switches')
      .option('--switches', 'print these decisions and their values, and exit'),

  run: async ({ positional: [path], options }, world) => {
    const switches = readSwitches(options.switch ?? [])
    const { chooseSwitches } = await import('../../emulator/choose-switches.ts')
    const decisions = describeSwitches(chooseSwitches(switches))
    if (options.switches) {
      world.stdout.write(decisions)
      return EXIT.ok
    }
    const accounts = makeAccounts()
    const { name, seed, profile } = await startingStateOf(path, options, accounts, world)
    const { http, writeHost } = options
    const started = await startEmulator({
      seed,
      profile,
      switches,
      port: options.port,
      ...(http === undefined ? {} : { httpPort: http }),
      controlPort: options.control,
      now: () => world.now().getTime(),
      failed: (error) => world.stderr.write(`emulator: internal error: ${String(error)}\n`),
    }).catch((error: unknown) => {
      throw new CommandFailure(
        EXIT.internal,
        `cannot serve: ${String(error)}`,
        'choose other ports with --port and --control',
      )
    })
    world.endInOrder()
    try {
      if (writeHost !== undefined) await writeHostFile(resolve(world.cwd, writeHost), name, seed, started, accounts)
      world.stdout.write(announcement(name, seed, started, accounts, decisions))
      if (!world.stop.aborted) await once(world.stop, 'abort')
    } finally {
      await started.close()
    }
    return EXIT.ok
  },
})

function announcement(
  name: string,
  seed: ClusterSeed,
  started: StartedEmulator,
  accounts: Accounts,
  decisions: string,
): string {
  const nodes = seed.nodes.map(({ title, uuid }) => {
    const place = started.nodes.get(uuid)
    return `  ${title}  https://${place?.host ?? ''}:${place?.port ?? 0}/Konfigurator/REST  ${uuid}\n`
  })
  const people = Object.values(accounts).map(
    (account: Accounts['admin']) =>
      `  ${account.name}  ${account.password}${account.readOnly === true ? '  (may only look)' : ''}\n`,
  )
  return [
    `emulated cluster "${name}" with ${seed.nodes.length} nodes; stop it with Ctrl-C\n`,
    ...nodes,
    `accounts\n`,
    ...people,
    `control  http://${started.control.host}:${started.control.port}  (GET /picture, /switches, /dump?node=UUID; POST /control)\n`,
    `decisions where no public source says what the product does; change one with --switch NAME=VALUE\n`,
    decisions,
  ].join('')
}
