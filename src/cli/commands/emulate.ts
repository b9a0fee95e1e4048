import { once } from 'node:events'
import { resolve } from 'node:path'
import type { ClusterSeed } from '../../emulator/profile.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure, UsageError, type Command } from '../command.ts'
import { groundOf } from '../emulate/ground.ts'
import { describeSwitches, readSwitches } from '../emulate/read-switches.ts'
import { makeAccounts, startEmulator, writeHostFile, type Accounts, type StartedEmulator } from '../emulate/start.ts'

/** `pader emulate`: a cluster of appliances on loopback, to rehearse a change or to try a client. */
export const command: Command = {
  examples: [
    ['pader emulate clusters/two-site --write-host /tmp/host.yaml', 'serve it, and write how to reach it'],
    ['pader emulate --switches', 'what the emulator decides where no public source says'],
  ],
  configure: (parser) =>
    parser
      .argument('[path]', 'folder of the cluster whose YAML the appliances hold (default "clusters")')
      .option('--cluster <name>', 'cluster to emulate, where the folder has several')
      .option('--dump <file>', 'start from what an emulator wrote with GET /dump of its control port')
      .option('--backup <file>', 'start from a backup of a cluster, an emulated or a real one')
      .option('--dialect <file>', 'with --backup: the dialect.json that says where its appliances keep things')
      .option('--fresh', 'start as just joined by hand: all nodes in the groups "all", no policy')
      .option('--write-host <file>', 'write a host file through which Pader finds this cluster')
      .option('--port <port>', "HTTPS port on each node's own loopback address; 0 for any", '4712')
      .option('--http <port>', 'serve unencrypted HTTP on this port too')
      .option('--control <port>', 'port of the control interface; 0 for any', '4700')
      .option('--switch <name=value...>', 'decide otherwise what no public source states')
      .option('--switches', 'print the decisions and stop'),

  run: async ({ positional, options }, world) => {
    const switches = readSwitches(options['switch'])
    const { chooseSwitches } = await import('../../emulator/choose-switches.ts')
    const decisions = describeSwitches(chooseSwitches(switches))
    if (options['switches'] === true) {
      world.stdout.write(decisions)
      return EXIT.ok
    }
    const accounts = makeAccounts()
    const { name, seed, profile } = await groundOf(positional, options, accounts, world)
    const http = options['http']
    const started = await startEmulator({
      seed,
      profile,
      switches,
      port: portOf(options['port'], '--port'),
      ...(http === undefined ? {} : { httpPort: portOf(http, '--http') }),
      controlPort: portOf(options['control'], '--control'),
      now: () => world.now().getTime(),
      failed: (error) => world.stderr.write(`emulator: internal error: ${String(error)}\n`),
    }).catch((error: unknown) => {
      throw new CommandFailure(
        EXIT.internal,
        `cannot serve: ${String(error)}`,
        'choose other ports with --port and --control',
      )
    })
    try {
      const hostFile = options['writeHost']
      if (typeof hostFile === 'string') await writeHostFile(resolve(world.cwd, hostFile), name, seed, started, accounts)
      world.stdout.write(announcement(name, seed, started, accounts, decisions))
      if (!world.stop.aborted) await once(world.stop, 'abort')
    } finally {
      await started.close()
    }
    return EXIT.ok
  },
}

function portOf(text: unknown, option: string): number {
  const port = typeof text === 'string' && text !== '' ? Number(text) : Number.NaN
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new UsageError(`${option} takes a port from 0 to 65535, not ${JSON.stringify(text)}`)
}

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
