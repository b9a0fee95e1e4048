import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkServerIdentity } from 'node:tls'
import type { PoolConfig } from 'pg'
import type { HostFile } from '../../appliance/host-file.ts'
import { isUnixSocket, type SharedStateHost } from '../../appliance/host-shared-state.ts'
import { resolveSecret } from '../../appliance/secret-reference.ts'
import { fileLeases, type Leases } from '../../reconcile/locks/lease.ts'
import type { StateStore } from '../../reconcile/ports.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import { leasesInOrder, storeInOrder } from '../process/in-order.ts'
import { machineOf } from '../process/machine.ts'
import type { World } from '../world.ts'
import { openDatabase, type Database, type Timer } from './database.ts'
import { knowingFates } from './holder-fate.ts'
import { seeToLayout } from './layout.ts'
import { objectToForgotten, type LocalState } from './move.ts'
import { postgresLeases } from './postgres-leases.ts'
import { postgresStore } from './postgres-store.ts'

/** What is known of the clusters and who may change them, wherever it is kept. */
export interface State {
  /** Journals, holds and backups. */
  readonly store: StateStore
  /** Who may change a cluster. */
  readonly leases: Leases
  /** Who watches a cluster. */
  readonly watchLeases: Leases
  /** Where all this is, for messages. */
  readonly where: string
  /** Whether it did not answer when it was asked last; a state directory always does. */
  readonly isAway: () => boolean
}

/** The state of the host file: that of several hosts where it names one, else the state directory. */
export function stateOf({ stateDirectory, sharedState }: HostFile, world: World): State {
  const { clock, store: storeIn } = machineOf(world)
  const store = storeIn(stateDirectory)
  if (sharedState !== undefined) return sharedStateAt(sharedState, world, { folder: stateDirectory, store })
  return {
    store,
    leases: knowingFates(fileLeases(store, clock)),
    watchLeases: knowingFates(fileLeases(store, clock, 'watch-lease')),
    where: `"${stateDirectory}"`,
    isAway: () => false,
  }
}

/** By the part of the host file that names it: connections are shared by all who have read it at once. */
const known = new WeakMap<SharedStateHost, State>()

/** The state that several hosts share; with what this machine knows by itself, if that must not be more. */
export function sharedStateAt(host: SharedStateHost, world: World, local?: LocalState): State {
  const state = known.get(host) ?? connect(host, world, local)
  known.set(host, state)
  return state
}

function connect(host: SharedStateHost, world: World, local: LocalState | undefined): State {
  const where = `"${host.address}" (database "${host.database}")`
  const { clock } = machineOf(world)
  const timer: Timer = { elapsed: () => performance.now(), pause: async (time) => clock.sleep(time) }
  const database = openDatabase(
    async () => settingsFor(host, world),
    where,
    timer,
    (message) => world.stderr.write(`pader: ${message}\n`),
  )
  const sql = async (): Promise<string> => readFile(join(world.home, 'schema', 'shared-state.sql'), 'utf8')
  const ask = onceChecked(database, async () => {
    if (local !== undefined) await objectToForgotten(local)
    await seeToLayout(database, where, sql)
  })
  return {
    store: storeInOrder(postgresStore(ask), world.endInOrder),
    leases: knowingFates(leasesInOrder(postgresLeases(ask, timer, 'lease'), world.endInOrder)),
    watchLeases: knowingFates(leasesInOrder(postgresLeases(ask, timer, 'watch-lease'), world.endInOrder)),
    where,
    isAway: database.isAway,
  }
}

/** Nothing is asked of tables before it is known that they are the right ones; that is found out once. */
function onceChecked({ ask }: Database, check: () => Promise<void>): Database['ask'] {
  let checked: Promise<void> | undefined
  return async (sql, values, limits) => {
    checked ??= check()
    try {
      await checked
    } catch (error) {
      checked = undefined
      throw error
    }
    return ask(sql, values, limits)
  }
}

async function settingsFor(host: SharedStateHost, world: World): Promise<PoolConfig> {
  const { address, port, database, user } = host
  return { host: address, port, database, user, password: async () => passwordOf(host, world), ...(await tlsFor(host)) }
}

/** Read for every connection: it may have been changed since the last one. */
async function passwordOf({ password }: SharedStateHost, { env }: World): Promise<string> {
  if (password === undefined) return ''
  const secret = await resolveSecret(password, { env, readFile: async (path) => readFile(path, 'utf8') })
  if ('problem' in secret)
    throw new CommandFailure(EXIT.invalid, secret.problem, 'correct "password" of "sharedState" in the host file')
  return secret.reveal()
}

/** There is no way to believe everybody, whatever the environment says. */
async function tlsFor(host: SharedStateHost): Promise<Pick<PoolConfig, 'ssl'>> {
  if (isUnixSocket(host)) return { ssl: false }
  const { address, serverName = address, authority } = host
  return {
    ssl: {
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
      checkServerIdentity: (_asked, certificate) => checkServerIdentity(serverName, certificate),
      ...(authority === undefined ? {} : { ca: await authorityIn(authority) }),
    },
  }
}

async function authorityIn(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    const what = `the certificate "${path}" of the shared state's authority cannot be read`
    throw new CommandFailure(EXIT.invalid, what, 'correct "authority" of "sharedState" in the host file')
  })
}
