import { createHmac } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HttpsTarget } from '../../src/appliance/https-transport.ts'
import type { Transport } from '../../src/appliance/transport.ts'
import { loadEmulatedProduct } from '../../src/cli/emulate/emulated-product.ts'
import { seedOf } from '../../src/cli/emulate/seed.ts'
import { run } from '../../src/cli/run.ts'
import type { Output, World } from '../../src/cli/world.ts'
import { createCluster, type EmulatedCluster } from '../../src/emulator/cluster.ts'
import type { ControlCommand } from '../../src/emulator/control/command.ts'
import type { HandMadeChange } from '../../src/emulator/control/save-by-hand.ts'
import type { ClusterSeed } from '../../src/emulator/profile.ts'
import type { Switches } from '../../src/emulator/switches.ts'
import type { Cluster } from '../../src/model/fleet.ts'
import type { SettingName } from '../../src/model/settings.ts'
import type { StateStore } from '../../src/reconcile/ports.ts'
import { memoryStore } from '../reconcile/world/memory-store.ts'
import { answerInstead, type InsteadAnswer } from './instead-answer.ts'
import { compiled, hostText } from './setting.ts'
import { steady } from './steady.ts'
import { words } from './typed.ts'

const home = process.cwd()
const START = Date.UTC(2027, 0, 15, 2, 0, 0)
const KEY = 'ab'.repeat(32)
const CONTROL_SECRET = 'what the emulator proves itself with'

/** What an incident begins with, where it is not the two-site cluster as its YAML says. */
export interface StageOptions {
  readonly cluster?: 'two-site' | 'three-site'
  /** Files of the cluster that the shipped one does not have. */
  readonly files?: Readonly<Record<string, string>>
  readonly switches?: Partial<Switches>
  readonly seed?: (seed: ClusterSeed) => ClusterSeed
}

/**
 * A cluster at three in the morning: emulated appliances in memory, a time that moves only when somebody waits for it,
 * and an operator at a terminal of 80 columns whose whole session is written down.
 */
export interface Stage {
  readonly cluster: Cluster
  readonly emulated: EmulatedCluster
  readonly repository: string
  /** Says in the transcript what happens in the world. */
  tell(text: string): void
  /** Does to the appliances what no client can, and says so. */
  happens(text: string, ...commands: readonly ControlCommand[]): void
  /** Somebody changes a setting of a node at the UI of another one and saves. */
  saves(who: string, at: string, node: string, setting: SettingName, value: string | readonly string[]): void
  /** Somebody writes another description beside a list at the UI of a node and saves. */
  describes(who: string, at: string, list: string, text: string): void
  /** Somebody changes rule sets or their settings at the UI of a node and saves; `text` says what. */
  edits(who: string, at: string, text: string, change: HandMadeChange): void
  /** The machine that the operator sits at; what a command says there goes into `lines`. */
  world(lines: string[]): World
  /** Calls `pader` as the operator types it and writes down what it says and how it ends. */
  pader(line: string): Promise<number>
  /** Changes a file of the repository and shows what changed. */
  edit(file: string, from: string, to: string): Promise<void>
  /** Adds a file to the repository and shows it. */
  write(file: string, text: string): Promise<void>
  /** Changes the host file. */
  rewriteHostFile(change: (text: string) => string): Promise<void>
  /** Lets something happen right before the next request that begins so, for example `PUT /appliances`. */
  meanwhile(request: string, act: () => void): void
  /** Time that passes, with everything that happens by itself. */
  wait(minutes: number): void
  uuid(node: string): string
  now(): number
  /** Somebody sets the clock of the operator's machine, which was right until then, and nobody else's. */
  setClock(minutesAhead: number): void
  /** Makes every write to the state directory fail, or works again. */
  fillDisk(full: boolean): void
  /** What the operator's environment holds: passwords. */
  readonly env: Record<string, string>
  /** Nodes that show another certificate than the pinned one. */
  readonly strangers: Set<string>
  /** Nodes that answer something of their own, by name. */
  readonly instead: Map<string, InsteadAnswer>
  /** Ports, as `address:port`, that refuse connections; all others take them. */
  readonly closed: Set<string>
  /** Proxies that answer nobody, by address. */
  readonly silent: Set<string>
  readonly store: StateStore & { readonly files: Map<string, Uint8Array> }
  /** What the working copy stands on, as git would say. */
  revision: string | undefined
  /** Who sits at the machine. */
  who: string
  /** Everything that was written down. */
  transcript(): string
  close(): Promise<void>
}

export async function raise(options: StageOptions = {}): Promise<Stage> {
  const name = options.cluster ?? 'two-site'
  const folder = await mkdtemp(join(tmpdir(), 'pader-incident-'))
  const repository = join(folder, 'repository')
  await cp(join(home, 'clusters', name), join(repository, 'clusters', name), { recursive: true })
  for (const [file, text] of Object.entries(options.files ?? {}))
    await writeFile(join(repository, 'clusters', name, file), text)
  const cluster = await compiled(repository, START)
  const product = { version: cluster.version.value, build: cluster.build?.value ?? '1' }
  const { dialect, profile } = await loadEmulatedProduct(home, product)
  const accounts = ['pader-reader', 'pader-writer', 'admin'].map((user) => ({
    name: user,
    password: `${user} password`,
  }))
  const seed = seedOf(cluster, dialect, { secret: 'incident', now: START - 3_600_000, accounts, initial: 'compiled' })
  const emulated = createCluster(options.seed?.(seed) ?? seed, profile, options.switches)

  let now = START
  let ahead = 0
  const pass = (milliseconds: number): void => {
    now += Math.ceil(milliseconds)
    emulated.advance(now)
  }
  const nodes = new Map(cluster.nodes.map((node, index) => [`192.0.2.${index + 1}`, node]))
  const strangers = new Set<string>()
  const instead = new Map<string, InsteadAnswer>()
  const closed = new Set<string>()
  const silent = new Set<string>()
  let pending: { readonly request: string; readonly act: () => void } | undefined
  const transport = ({ host }: HttpsTarget): Transport => ({
    close: async () => undefined,
    send: async (request) => {
      const node = nodes.get(host)
      pass(1)
      const up = emulated.picture().nodes.find(({ uuid }) => uuid === node?.uuid.value)?.up ?? false
      if (pending !== undefined && `${request.method} ${request.path}`.startsWith(pending.request)) {
        const { act } = pending
        pending = undefined
        act()
      }
      if (node === undefined || !up) {
        pass(10_000)
        return { kind: 'not sent', because: 'unreachable', detail: `connect ECONNREFUSED ${host}:4712` }
      }
      if (strangers.has(node.name)) {
        const detail = `the certificate's key has the SHA-256 ${'cd'.repeat(32)}, which is not pinned`
        return { kind: 'not sent', because: 'untrusted', detail }
      }
      const own = answerInstead(instead.get(node.name), request, now)
      if (own !== undefined) return own
      const target = `/Konfigurator/REST${request.path}`
      const headers = { host: `${host}:4712`, ...request.headers }
      const body = new TextEncoder().encode(request.body ?? '')
      const { method } = request
      const answer = emulated.request(node.uuid.value, { method, target, headers, body, scheme: 'https' }, now)
      pass(answer.delay)
      if (answer.kind === 'reset') return { kind: 'no answer', detail: 'the connection was reset' }
      const bytes = typeof answer.body === 'string' ? new TextEncoder().encode(answer.body) : answer.body
      const named = Object.fromEntries(answer.headers.map(([header, value]) => [header.toLowerCase(), value]))
      return { kind: 'answered', response: { status: answer.status, headers: named, body: bytes } }
    },
  })

  let full = false
  const files = memoryStore()
  const noSpace = (): never => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' })
  }
  const store: StateStore & { readonly files: Map<string, Uint8Array> } = {
    ...files,
    append: async (file, bytes) => (full ? noSpace() : files.append(file, bytes)),
    replace: async (file, bytes) => (full ? noSpace() : files.replace(file, bytes)),
    create: async (file, bytes) => (full ? noSpace() : files.create(file, bytes)),
  }

  await writeFile(join(repository, 'host.yaml'), hostText(cluster, [...nodes.keys()], KEY, join(folder, 'state')))
  const env: Record<string, string> = {
    READER: 'pader-reader password',
    WRITER: 'pader-writer password',
    CONTROL: CONTROL_SECRET,
  }
  const written: string[] = []
  const stage: Stage = {
    cluster,
    emulated,
    repository,
    env,
    strangers,
    instead,
    closed,
    silent,
    store,
    revision: 'a1'.repeat(20),
    who: 'op@jump',
    tell: (text) => void written.push(`${text}\n`),
    happens: (text, ...commands) => {
      stage.tell(text)
      for (const command of commands) {
        const outcome = emulated.control(command, now)
        if (outcome.kind === 'refused') throw new Error(`${command.kind}: ${outcome.text}`)
      }
    },
    saves: (who, at, node, setting, value) => {
      const entry = dialect.settings.get(setting)
      if (entry === undefined) throw new Error(`the dialect has no ${setting}`)
      const { document, key } = entry
      const change = { kind: 'property', node: stage.uuid(node), document, key, value } as const
      const text = `${who} sets ${setting} of ${node} to ${[value].flat().join(', ')} in the UI of ${at}, and saves.`
      stage.happens(text, { kind: 'save by hand', node: stage.uuid(at), user: who, change })
    },
    describes: (who, at, list, text) => {
      const found = emulated.dump(stage.uuid(at))?.lists?.find(({ name: called }) => called === list)
      if (found === undefined) throw new Error(`there is no list "${list}"`)
      const change = { kind: 'list description', list: found.id, text } as const
      const said = `${who} makes "${text}" the description of the list "${list}" in the UI of ${at}, and saves.`
      stage.happens(said, { kind: 'save by hand', node: stage.uuid(at), user: who, change })
    },
    edits: (who, at, text, change) =>
      stage.happens(`${who} ${text} in the UI of ${at}, and saves.`, {
        kind: 'save by hand',
        node: stage.uuid(at),
        user: who,
        change,
      }),
    world: (lines) => {
      const stream: Output = { write: (text) => void lines.push(text), isTerminal: false, columns: 80 }
      return {
        stdout: stream,
        stderr: stream,
        env: { ...env, LANG: 'C.UTF-8' },
        cwd: repository,
        home,
        stop: new AbortController().signal,
        endInOrder: () => undefined,
        now: () => new Date(now + ahead),
        machine: {
          clock: { now: () => now + ahead, elapsed: () => now, sleep: async (milliseconds) => pass(milliseconds) },
          store: () => store,
          transport,
          askControl: async (_control, nonce) => {
            const identity = { authority: 'none', certificate: 'none', key: KEY }
            const covered = [nonce, identity.authority, identity.certificate, identity.key].join('\n')
            return { answer: createHmac('sha256', CONTROL_SECRET).update(covered).digest('hex'), identity }
          },
          probe: async (address, port) => (closed.has(`${address}:${port}`) ? 'closed' : 'open'),
          probeProxy: async ({ address }) => (silent.has(address) ? 'no answer' : undefined),
          random: () => 0.5,
          revision: async () => stage.revision,
          who: stage.who,
          holder: `${stage.who}, process 4711`,
        },
      }
    },
    pader: async (line) => {
      const lines: string[] = []
      const exitCode = await run(words(line), stage.world(lines))
      const said = steady(lines.join('').trimEnd())
      written.push(`\`\`\`\n$ pader ${line}\n${said}${said === '' ? '' : '\n'}[${exitCode}]\n\`\`\`\n`)
      return exitCode
    },
    edit: async (file, from, to) => {
      const path = join(repository, 'clusters', name, file)
      const before = await readFile(path, 'utf8')
      if (!before.includes(from)) throw new Error(`"${file}" does not say "${from}"`)
      await writeFile(path, before.replace(from, to))
      const marked = (sign: string, text: string): string[] =>
        text
          .trimEnd()
          .split('\n')
          .map((part) => `${sign} ${part}`)
      const diff = [`clusters/${name}/${file}`, ...marked('-', from), ...marked('+', to)]
      written.push(`\`\`\`diff\n${diff.join('\n')}\n\`\`\`\n`)
    },
    write: async (file, text) => {
      await writeFile(join(repository, 'clusters', name, file), text)
      written.push(`\`\`\`yaml\n# clusters/${name}/${file}\n${text.trimEnd()}\n\`\`\`\n`)
    },
    rewriteHostFile: async (change) => {
      const path = join(repository, 'host.yaml')
      await writeFile(path, change(await readFile(path, 'utf8')))
    },
    meanwhile: (request, act) => void (pending = { request, act }),
    wait: (minutes) => pass(minutes * 60_000),
    now: () => now,
    setClock: (minutes) => void (ahead = minutes * 60_000),
    uuid: (node) => {
      const found = cluster.nodes.find((one) => one.name === node)
      if (found === undefined) throw new Error(`no node ${node}`)
      return found.uuid.value
    },
    fillDisk: (is) => void (full = is),
    transcript: () => written.join('\n'),
    close: async () => rm(folder, { recursive: true, force: true }),
  }
  return stage
}
