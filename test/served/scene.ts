import { randomBytes } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
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
import { onceForEachText } from '../../src/source/once-for-each.ts'

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
  const [committed, { cluster, dialect, profile }] = await Promise.all([
    committedOnce('two-site'),
    compiledOnce('two-site'),
  ])
  await writeFiles(repository, committed)
  const git = simpleGit(repository)
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

/** The files of a repository that holds one commit, those of git among them: made once, and written anew for each scene. */
const committedOnce = onceForEachText(async (name): Promise<ReadonlyMap<string, Uint8Array>> => {
  const repository = await mkdtemp(join(tmpdir(), 'pader-committed-'))
  await cp(join(home, 'clusters', name), join(repository, 'clusters', name), { recursive: true })
  const git = simpleGit(repository)
  await git.init(['--initial-branch=main'])
  await git.addConfig('user.name', 'Operator')
  await git.addConfig('user.email', 'operator@example.com')
  await git.add('.')
  await git.commit('Two sites')
  const entries = await readdir(repository, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('hooks'))
    .map((entry) => join(entry.parentPath, entry.name))
  const files = await Promise.all(
    paths.map(async (path) => [relative(repository, path), await readFile(path)] as const),
  )
  await rm(repository, { recursive: true, force: true })
  return new Map(files)
})

async function writeFiles(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), bytes)
  }
}

/** What the shipped cluster says, and the product that is emulated for it. */
const compiledOnce = onceForEachText(async (name) => {
  const world = worldOf([], new AbortController().signal)
  const { clusters } = await readDesired([join(home, 'clusters', name)], {}, world)
  const cluster = clusters[0]!
  const product = { version: cluster.version.value, build: cluster.build?.value ?? '0' }
  return { cluster, ...(await loadEmulatedProduct(home, product)) }
})

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
