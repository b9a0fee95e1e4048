import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exponentOf } from './exponent.ts'
import type { Ratios } from './gate.ts'
import { markdownTable } from './table.ts'

/** A part of the benchmark that is no race between programs: for people, and as ratios that are gated. */
export interface Part {
  readonly markdown: string
  readonly ratios: Ratios
}

/** A count of requests, and what it should not be above. */
export interface Count {
  readonly what: string
  readonly count: number
  readonly atMost: number
}

/** Requests to an emulated cluster of that many nodes; they are the same on every machine. */
export function restFigures(nodes: number): Part & { readonly nodes: number; readonly counts: readonly Count[] } {
  const { counts, apply, latency } = run('rest.js', String(nodes)) as {
    readonly counts: readonly Count[]
    readonly apply: { readonly seconds: number; readonly requests: number; readonly ratio: number }
    readonly latency: number
  }
  const table = markdownTable(
    ['what', 'requests', 'at most'],
    counts.map(({ what, count, atMost }) => [what, String(count), String(atMost)]),
  )
  const told = `A change of one value at every node, confirmed by every node, takes ${apply.requests} requests and ${apply.seconds.toFixed(1)} s at ${latency} ms each: ${apply.ratio.toFixed(2)} times requests × latency.`
  return {
    nodes,
    counts,
    markdown: `${table}\n\n${told}`,
    ratios: {
      ...Object.fromEntries(
        counts.map(({ what, count, atMost }) => [`${nodes} nodes: ${what} / at most`, count / atMost]),
      ),
      [`${nodes} nodes: apply / requests × latency`]: apply.ratio,
    },
  }
}

/** How the edits of a list grow with its entries. */
export function listFigures(): Part {
  const figures = Object.entries(run('lists.js') as Readonly<Record<string, number>>)
  const exponent = exponentOf(figures.map(([entries, ms]) => [Number(entries), ms]))
  const lines = figures.map(
    ([entries, ms]) => `- ${entries} entries, one in a hundred of them changed: ${ms.toFixed(0)} ms of CPU`,
  )
  return {
    markdown: [...lines, `- grows with the exponent ${exponent.toFixed(2)}`].join('\n'),
    ratios: {},
  }
}

/** What a change of one list does to requests, and how finding it out grows with the policy; measured so many times. */
export function impactFigures(rounds: number): Part {
  const figures = Object.entries(
    run('impact.js', String(rounds)) as Readonly<
      Record<string, readonly (readonly [rules: number, seconds: number])[]>
    >,
  )
  const costs = figures.map(([, own]) => own.at(-1)?.[1] ?? 0)
  const rules = figures[0]?.[1].at(-1)?.[0]
  const [plain = 0, overlapping = 0] = costs
  const table = markdownTable(
    ['seconds of CPU', ...(figures[0]?.[1] ?? []).map(([own]) => `${own} rules`), 'exponent'],
    figures.map(([change, own]) => [
      change,
      ...own.map(([, seconds]) => seconds.toFixed(2)),
      exponentOf(own).toFixed(2),
    ]),
  )
  return {
    markdown: table,
    ratios: {
      [`${rules} rules: an entry that overlaps those of most lists / one that none has to do with`]:
        overlapping / plain,
      ...Object.fromEntries(figures.map(([change, own]) => [`exponent of the impact of ${change}`, exponentOf(own)])),
    },
  }
}

/** What a watch spends between a change of one node and the new plan of its cluster, the look at the appliances left out. */
export function watchFigures(root: string, fleet: string): string {
  const { first, change, memory } = run('watch.js', root, fleet) as {
    readonly first: number
    readonly change: number
    readonly memory: { readonly halfway: number; readonly end: number }
  }
  return [
    `- a change of one node, compiled and planned: ${change.toFixed(0)} ms of CPU (the first pass: ${first.toFixed(0)} ms)`,
    `- memory that is held after half of the changes and after all: ${memory.halfway.toFixed(0)} and ${memory.end.toFixed(0)} MiB`,
  ].join('\n')
}

const built = fileURLToPath(new URL('.', import.meta.url))

function run(part: string, ...args: readonly string[]): unknown {
  const root = join(built, '..')
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--expose-gc', join(built, part), ...args], {
    cwd: root,
  })
  if (status !== 0) throw new Error(`${part}: ${String(stderr)}`)
  return JSON.parse(String(stdout)) as unknown
}
