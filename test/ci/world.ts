import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'

/** Says in a test's name why it is skipped; packing needs what `npm run build` makes. */
export const withoutBuild = existsSync('dist/cli/bin.js') ? '' : ' (skipped: dist/ is not built)'

const STRICT = ['--noprofile', '--norc', '-eo', 'pipefail', '-c']

/** A script that bash ran. */
export interface Ran {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** What a host of pipelines gives its scripts: a tarball, a shallow clone whose base commit is missing, a home. */
export class PipelineWorld {
  readonly folder = mkdtempSync(join(tmpdir(), 'pader-ci-'))
  readonly clone = join(this.folder, 'clone')
  readonly tarball: string
  readonly sha256: string
  readonly base: string
  readonly head: string

  constructor() {
    const packed = execFileSync('node', ['scripts/pack.mjs', '--out', this.folder], { encoding: 'utf8' })
    const [digest = '', archive = ''] = packed.trim().split('  ')
    this.tarball = archive
    this.sha256 = digest
    cpSync('clusters/two-site', join(this.folder, 'origin/clusters/two-site'), { recursive: true })
    this.git('origin', 'init', '-q', '-b', 'main')
    this.git('origin', 'config', 'uploadpack.allowAnySHA1InWant', 'true')
    this.base = this.#commit('start')
    const file = join(this.folder, 'origin/clusters/two-site/cluster.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace('fromInternet: true', 'fromInternet: false'))
    this.#commit('nobody downloads')
    writeFileSync(file, `${readFileSync(file, 'utf8')}# the end\n`)
    this.head = this.#commit('a comment')
    this.git('.', 'clone', '-q', '--depth=1', `file://${join(this.folder, 'origin')}`, 'clone')
  }

  git(cwd: string, ...args: readonly string[]): string {
    const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.com']
    return execFileSync('git', [...who, ...args], {
      cwd: join(this.folder, cwd),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  }

  #commit(message: string): string {
    this.git('origin', 'add', '-A')
    this.git('origin', 'commit', '-qm', message)
    return this.git('origin', 'rev-parse', 'HEAD').trim()
  }

  /** Runs a script as a pipeline does: bash that stops at the first error, an environment of its own, no network. */
  bash(script: string, env: Readonly<Record<string, string>> = {}): Ran {
    const { status, stdout, stderr } = spawnSync('bash', [...STRICT, script], {
      ...this.#place(env),
      encoding: 'utf8',
    })
    return { exitCode: status, stdout, stderr }
  }

  /** The same while this process does something else: being the server that the script talks to. */
  async bashMeanwhile(script: string, env: Readonly<Record<string, string>>): Promise<Ran> {
    const child = spawn('bash', [...STRICT, script], this.#place(env))
    const said = { stdout: '', stderr: '' }
    child.stdout.on('data', (part: Buffer) => (said.stdout += part.toString()))
    child.stderr.on('data', (part: Buffer) => (said.stderr += part.toString()))
    return new Promise((resolve) => child.on('close', (exitCode) => resolve({ exitCode, ...said })))
  }

  #place(env: Readonly<Record<string, string>>): { readonly cwd: string; readonly env: Record<string, string> } {
    const path = `${join(this.folder, 'tools')}:${process.env['PATH'] ?? ''}`
    return { cwd: this.clone, env: { PATH: path, HOME: this.folder, ...env } }
  }

  /** Puts a `curl` before the real one that gives out the tarball, whatever address it is asked for. */
  playCurl(): void {
    mkdirSync(join(this.folder, 'tools'), { recursive: true })
    const tool = join(this.folder, 'tools/curl')
    writeFileSync(
      tool,
      `#!/bin/sh\nwhile [ $# -gt 0 ]; do [ "$1" = --output ] && exec cp "${this.tarball}" "$2"; shift; done\nexit 2\n`,
    )
    chmodSync(tool, 0o755)
  }
}

interface Step {
  readonly name: string
  readonly shell?: string
  readonly run: string
  readonly env?: Readonly<Record<string, string>>
}

/** The steps of a composite action with its inputs put in, as the host does it: into the environment, never into a script. */
export function actionSteps(path: string, inputs: Readonly<Record<string, string>>): readonly Step[] {
  const action = parse(readFileSync(path, 'utf8')) as {
    readonly inputs: Readonly<Record<string, { readonly default?: string }>>
    readonly runs: { readonly steps: readonly Step[] }
  }
  return action.runs.steps.map((step) => ({
    ...step,
    env: {
      ...Object.fromEntries(
        Object.entries(step.env ?? {}).map(([name, value]) => [
          name,
          value.replaceAll(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => {
            const declared = action.inputs[input]
            if (declared === undefined) throw new Error(`"${path}" has no input "${input}"`)
            return inputs[input] ?? declared.default ?? ''
          }),
        ]),
      ),
      GITHUB_ACTION_PATH: resolve(path, '..'),
    },
  }))
}
