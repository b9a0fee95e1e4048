import { spawn } from 'node:child_process'

/** What a call of git may bring along. */
export interface GitInput {
  /** Bytes or text for its standard input. */
  readonly input?: string
  /** Most bytes that it may print; what prints more is ended, and fails with {@link TooMuchPrinted}. */
  readonly most?: number
  /** Set on top of the environment of the runner. */
  readonly env?: Readonly<Record<string, string>>
}

/** Runs git in one folder and gives back what it printed; a call that did not succeed throws a {@link GitFailure}. */
export type RunGit = (args: readonly string[], more?: GitInput) => Promise<string>

/** The same for a question, to which nothing need be brought along. */
export type AskGit = (args: readonly string[]) => Promise<string>

/** {@link RunGit} for what is no text. */
export type RunGitForBytes = (args: readonly string[], more?: GitInput) => Promise<Buffer>

/** A call of git that did not succeed, in git's own words, on one line. */
export class GitFailure extends Error {
  constructor(message: string) {
    super(message.replaceAll(/\s+/g, ' '))
    this.name = 'GitFailure'
  }
}

/** Git printed more than was asked for. */
export class TooMuchPrinted extends Error {}

/** How git is run. */
export interface GitSetup {
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Ends the running call. */
  readonly stop?: AbortSignal
}

/** Longest time (milliseconds) that one call may take; the first fetch of a large repository needs minutes. */
const PATIENCE = 600_000

/** What is kept (bytes) of what git says on standard error, where a remote may say anything without end: why it failed comes last. */
const LONGEST_WORDS = 4096

/**
 * Git in a folder. Nobody sits at its terminal, so it never asks. Exit codes count, which a verdict about signatures or
 * a push depends on.
 */
export function gitIn(setup: GitSetup): RunGit {
  const git = gitForBytesIn(setup)
  return async (args, more) => (await git(args, more)).toString('utf8')
}

/** {@link gitIn} for calls that print what is no text. */
export function gitForBytesIn({ folder, env, stop }: GitSetup): RunGitForBytes {
  const quiet = { ...env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' }
  return async (args, { input = '', env: more = {}, most = Infinity } = {}) =>
    new Promise((resolve, reject) => {
      const child = spawn('git', [...args], {
        cwd: folder,
        env: { ...quiet, ...more },
        timeout: PATIENCE,
        ...(stop === undefined ? {} : { signal: stop }),
      })
      const printed: Buffer[] = []
      let said = Buffer.of()
      let size = 0
      child.stdout.on('data', (part: Buffer) => {
        size += part.byteLength
        if (size <= most) return void printed.push(part)
        child.kill('SIGKILL')
        reject(new TooMuchPrinted())
      })
      child.stderr.on('data', (part: Buffer) => (said = Buffer.concat([said, part]).subarray(-LONGEST_WORDS)))
      const asked = `git ${args.find((arg) => !arg.startsWith('-')) ?? ''}`
      child.on('error', (error) => reject(new GitFailure(`${asked}: ${error.message}`)))
      child.on('close', (code, signal) => {
        if (code === 0) return resolve(Buffer.concat(printed))
        const words = said.toString('utf8').trim()
        const why = words === '' ? `it ended with ${signal ?? String(code)}` : words
        reject(new GitFailure(`${asked}: ${why}`))
      })
      // A git that ends without reading its input is judged by its exit code.
      child.stdin.on('error', () => {})
      child.stdin.end(input)
    })
}

/** The full id of the commit that a name stands for; undefined where there is none. */
export async function commitAt(git: AskGit, name: string): Promise<string | undefined> {
  const id = await git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]).catch(() => '')
  return /^[0-9a-f]{40,64}$/.test(id.trim()) ? id.trim() : undefined
}

/** Whether one commit leads to another. */
export async function isAncestor(git: RunGit, base: string, tip: string): Promise<boolean> {
  return git(['merge-base', '--is-ancestor', base, tip]).then(
    () => true,
    () => false,
  )
}
