import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { simpleGit, type SimpleGit } from 'simple-git'
import { loadEmulatedProduct } from '../../src/cli/emulate/emulated-product.ts'
import { seedOf } from '../../src/cli/emulate/seed.ts'
import { makeAccounts, writeHostFile } from '../../src/cli/emulate/start.ts'
import { readDesired } from '../../src/cli/gateway/desired.ts'
import { run } from '../../src/cli/run.ts'
import type { Output, World } from '../../src/cli/world.ts'
import { createCluster, type EmulatedCluster } from '../../src/emulator/cluster.ts'
import { serve } from '../../src/emulator/serve/serve.ts'

const home = new URL('../..', import.meta.url).pathname

/** A repository with the two-site cluster, and appliances over HTTPS that hold what it says. */
export interface Scene {
  readonly folder: string
  readonly repository: string
  readonly git: SimpleGit
  readonly hostFile: string
  readonly emulated: EmulatedCluster
  /** An administrator's account, for what a person does meanwhile. */
  readonly admin: { readonly name: string; readonly password: string }
  /** Pader's own account that writes, for what another machine does with it. */
  readonly writer: { readonly name: string; readonly password: string }
  /** `METHOD path` of every request that reached an appliance. */
  readonly requests: string[]
  close(): Promise<void>
}

export async function setScene(): Promise<Scene> {
  const folder = await mkdtemp(join(tmpdir(), 'pader-scene-'))
  const repository = join(folder, 'repository')
  await cp(join(home, 'clusters', 'two-site'), join(repository, 'clusters', 'two-site'), { recursive: true })
  const git = simpleGit(repository)
  await git.init(['--initial-branch=main'])
  await git.addConfig('user.name', 'Operator')
  await git.addConfig('user.email', 'operator@example.com')
  await git.add('.')
  await git.commit('Two sites')

  const world = worldOf([], new AbortController().signal)
  const { clusters } = await readDesired([join(repository, 'clusters')], {}, world)
  const cluster = clusters[0]!
  const product = { version: cluster.version.value, build: cluster.build?.value ?? '0' }
  const { dialect, profile } = await loadEmulatedProduct(home, product)
  const accounts = makeAccounts()
  const fixed = { secret: randomBytes(16).toString('hex'), accounts: Object.values(accounts) }
  const seed = seedOf(cluster, dialect, { ...fixed, now: Date.now() - 3_600_000, initial: 'compiled' })
  const emulated = createCluster(seed, profile)
  const requests: string[] = []
  const challengeSecret = randomBytes(32).toString('hex')
  const served = await serve({
    cluster: {
      ...emulated,
      request: (node, request, now) => {
        requests.push(`${request.method} ${request.target.split('?')[0]}`)
        return emulated.request(node, request, now)
      },
      get nextAt() {
        return emulated.nextAt
      },
    },
    nodes: seed.nodes.map(({ uuid }) => uuid),
    port: 0,
    controlPort: 0,
    challengeSecret,
    now: () => Date.now(),
    wait: async (milliseconds) => sleep(milliseconds),
    failed: (error) => {
      throw error
    },
  })
  const hostFile = join(folder, 'host.yaml')
  await writeHostFile(hostFile, cluster.name, seed, { ...served, cluster: emulated, challengeSecret }, accounts)
  return {
    folder,
    repository,
    git,
    hostFile,
    emulated,
    admin: accounts.admin,
    writer: accounts.writer,
    requests,
    close: async () => {
      await served.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A command that is running, and what it has said so far. */
export interface Running {
  said(): string
  /** Waits until a line matches that was said after the last match. */
  hears(pattern: RegExp): Promise<string>
  /** Asks it to stop and waits for its exit code. */
  stop(): Promise<number>
}

/** Runs `pader` with these arguments until it is stopped. */
export function running(
  args: readonly string[],
  cwd: string,
  env: World['env'] = {},
  machine: World['machine'] = {},
): Running {
  const stop = new AbortController()
  const lines: string[] = []
  let done = false
  const world = worldOf(lines, stop.signal)
  const exit = run(args, { ...world, cwd, env: { ...world.env, ...env }, machine }).finally(() => (done = true))
  let read = 0
  return {
    said: () => lines.join(''),
    hears: async (pattern) => {
      const patience = Date.now() + 20_000
      for (;;) {
        const text = lines.join('')
        const found = pattern.exec(text.slice(read))
        if (found !== null) {
          read += found.index + found[0].length
          return found[0]
        }
        if (done || Date.now() > patience) throw new Error(`it did not say ${pattern}:\n${text}`)
        await sleep(20)
      }
    },
    stop: async () => {
      stop.abort('SIGTERM')
      return exit
    },
  }
}

export function worldOf(lines: string[], stop: AbortSignal): World {
  const stream: Output = { write: (text) => void lines.push(text), isTerminal: false, columns: 80 }
  return {
    stdout: stream,
    stderr: stream,
    env: { NO_COLOR: '1' },
    cwd: home,
    home,
    stop,
    endInOrder: () => undefined,
    now: () => new Date(),
  }
}
