import type { Touch } from '../source/touch.ts'
import { gitAround } from './git-around.ts'
import { historyGit } from './history-git.ts'
import type { AskGit, GitSetup } from './run-git.ts'

/** A line of a file; the path is relative to the folder that is asked about. */
export interface Line {
  readonly path: string
  readonly line: number
}

/**
 * Finds out who touched lines of the working copy last; a line of a file that git does not know is left out. Fails as
 * git does where git does not answer at all.
 */
export async function lastTouched(
  folder: Pick<GitSetup, 'folder' | 'env'>,
  lines: readonly Line[],
): Promise<ReadonlyMap<string, Touch>> {
  const found = new Map<string, Touch>()
  const around = gitAround(folder)
  if (around === undefined) return found
  const { top, prefix } = around
  const git = historyGit(top)
  const isShallow = (await git(['rev-parse', '--is-shallow-repository'])).trim() === 'true'
  for (const path of new Set(lines.map((one) => one.path))) {
    const numbers = [...new Set(lines.filter((one) => one.path === path).map(({ line }) => line))]
    for (const [line, touch] of await touchesOf(git, prefix + path, numbers, isShallow))
      found.set(`${path}:${line}`, touch)
  }
  return found
}

async function touchesOf(
  git: AskGit,
  path: string,
  lines: readonly number[],
  isShallow: boolean,
): Promise<ReadonlyMap<number, Touch>> {
  const ranges = lines.flatMap((line) => ['-L', `${line},${line}`])
  const said = await git(['blame', '--line-porcelain', ...ranges, '--', path]).catch(() => '')
  const touches = new Map<number, Touch>()
  let record: string[] = []
  for (const line of said.split('\n')) {
    if (!line.startsWith('\t')) {
      record.push(line)
      continue
    }
    const read = readRecord(record, isShallow)
    if (read !== undefined) touches.set(read.line, read.touch)
    record = []
  }
  return touches
}

/** One line of `git blame --line-porcelain`: commit and line numbers, then named facts. */
function readRecord(
  [head = '', ...rest]: readonly string[],
  isShallow: boolean,
): { readonly line: number; readonly touch: Touch } | undefined {
  const [, commit, line] = /^([0-9a-f]{40,64}) \d+ (\d+)/.exec(head) ?? []
  if (commit === undefined) return undefined
  const facts = new Map(rest.map((text) => [text.split(' ')[0] ?? '', text.slice(text.indexOf(' ') + 1)]))
  if (/^0+$/.test(commit)) return { line: Number(line), touch: { kind: 'not committed' } }
  const seconds = Number(facts.get('author-time') ?? 0) + offsetOf(facts.get('author-tz') ?? '+0000')
  return {
    line: Number(line),
    touch: {
      kind: 'commit',
      commit,
      author: facts.get('author') ?? '',
      date: dayOf(seconds),
      summary: facts.get('summary') ?? '',
      isOldest: isShallow && facts.has('boundary'),
    },
  }
}

/** Git takes any number for a time, of years too that no calendar has. */
function dayOf(seconds: number): string {
  const day = new Date(seconds * 1000)
  return Number.isNaN(day.getTime()) ? 'undated' : day.toISOString().slice(0, 10)
}

function offsetOf(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d)(\d\d)$/.exec(zone) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60)
}
