// The benchmark: npm run bench -- [--quick] [--sizes 1000,10000] [--rounds N] [--gate] [--profile] [--instructions] [--peers-at N [--peer NAME]...] [--out FOLDER]
// Everything that is compared is run in turn in the same minutes; medians and ratios are what to look at.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, release, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { compilers, startUps, type BenchContext } from './contestants.ts'
import { exponentOf } from './exponent.ts'
import { regressions, type Ratios } from './gate.ts'
import { instructionsFigures, lackForCounting } from './instructions.ts'
import { interleave, interleavePatiently } from './measure.ts'
import { impactFigures, listFigures, restFigures, watchFigures } from './parts.ts'
import { isCalled, PEERS, peersOn } from './peers/peers-on.ts'
import { rowsOf, tableOf, type Row } from './table.ts'
import { writeFleet } from './write-fleet.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    sizes: { type: 'string' },
    rounds: { type: 'string' },
    gate: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    instructions: { type: 'boolean', default: false },
    'peers-at': { type: 'string' },
    peer: { type: 'string', multiple: true },
    out: { type: 'string' },
  },
})

const root = fileURLToPath(new URL('..', import.meta.url))
const built = fileURLToPath(new URL('.', import.meta.url))
const out = values.out ?? join(built, 'results')
const sizes = (values.sizes ?? (values.quick ? '500,2000' : '1000,10000,100000')).split(',').map(Number)
const rounds = Number(values.rounds ?? (values.quick ? 2 : 7))

const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${gib()} GiB, Linux ${release()}, Node ${process.version}`

const folder = mkdtempSync(join(tmpdir(), 'pader-bench-'))
// What runs keep for each other is theirs alone.
process.env['XDG_CACHE_HOME'] = join(folder, 'cache')
try {
  mkdirSync(out, { recursive: true })
  if (values.profile) profile()
  else if (values.instructions) instructions()
  else if (values['peers-at'] !== undefined) peersAt(Number(values['peers-at']))
  else run()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function run(): void {
  const sections = new Map<string, readonly Row[]>()
  const said = new Set([machine])
  const watched: string[] = []
  sections.set('start', rowsOf(interleave(startUps({ root }), rounds * 2)))
  for (const size of sizes) {
    const context = prepare(size)
    const peers = values.quick ? undefined : peersOn(context, ({ mostNodes }) => size <= mostNodes)
    peers?.said.forEach((line) => said.add(line))
    const fewer = Math.max(2, Math.round(size > 20_000 ? rounds / 3 : rounds))
    const contestants = [...compilers(context), ...(peers?.contestants ?? [])]
    sections.set(`${size} nodes`, rowsOf(interleave(contestants, fewer)))
    watched.push(`of ${size} nodes:`, '', watchFigures(root, context.fleet), '')
  }
  const graph = graphFigures(values.quick ? '1000,10000' : '1000,10000,100000')
  const rest = restFigures(values.quick ? 60 : 200)
  const lists = listFigures()
  const impact = impactFigures(values.quick ? 1 : 2)
  const ratios = { ...ratiosOf(sections), ...rest.ratios, ...lists.ratios, ...impact.ratios }
  const markdown = [
    ...[...sections].map(([title, rows]) => `### ${title}\n\n${tableOf(rows)}`),
    `### the watch of one cluster in a fleet\n\n${watched.join('\n').trim()}`,
    `### growth\n\n${growthOf(sections)}`,
    `### one cluster: milliseconds of CPU, and how they grow\n\n${graph}`,
    `### requests to the appliances, ${rest.nodes} emulated nodes\n\n${rest.markdown}`,
    `### edits of a list\n\n${lists.markdown}`,
    `### what a change of one list does to requests\n\n${impact.markdown}`,
    [...said].map((line) => `- ${line}`).join('\n'),
  ].join('\n\n')
  process.stdout.write(`${markdown}\n`)
  writeFileSync(join(out, 'results.md'), `${markdown}\n`)
  writeFileSync(
    join(out, 'results.json'),
    `${JSON.stringify({ machine, sections: Object.fromEntries(sections), requests: rest.counts, ratios }, undefined, 2)}\n`,
  )
  if (values.gate) gate(ratios)
}

/** Every peer, or those that are asked for, on a fleet of that many nodes, however long it takes, beside Pader and the floor. */
function peersAt(size: number): void {
  const unknown = values.peer?.filter((word) => !PEERS.some((peer) => isCalled(peer, word))) ?? []
  if (unknown.length > 0)
    throw new Error(
      `no tool or form is called "${unknown.join('", "')}"; there is ${PEERS.map(({ name }) => `"${name}"`).join(', ')}`,
    )
  const context = prepare(size)
  const peers = peersOn(context, (peer) => values.peer?.some((word) => isCalled(peer, word)) ?? true)
  const said = new Set([machine, ...peers.said])
  const own = compilers(context).filter(({ name }) => name === 'floor' || name === 'pader compile, cold')
  const costs = interleavePatiently([...own, ...peers.contestants], 3, (line) => said.add(line))
  const lines = [...said].map((line) => `- ${line}`)
  process.stdout.write(`### ${size} nodes\n\n${[tableOf(rowsOf(costs)), '', ...lines].join('\n')}\n`)
}

function instructions(): void {
  const lack = lackForCounting()
  if (lack !== undefined) throw new Error(lack)
  for (const size of sizes)
    process.stdout.write(`### ${size} nodes\n\n${instructionsFigures(prepare(size))}\n\n- ${machine}\n\n`)
}

function prepare(size: number): BenchContext {
  const fleet = join(folder, String(size))
  writeFleet(join(fleet, 'clusters'), size)
  return { root, built, fleet }
}

function gib(): string {
  return (totalmem() / 2 ** 30).toFixed(0)
}

function ratiosOf(sections: ReadonlyMap<string, readonly Row[]>): Ratios {
  return Object.fromEntries(
    [...sections].flatMap(([title, rows]) =>
      rows.flatMap(({ name, ratio }) =>
        ratio === undefined ? [] : [[`${title}: ${name} / ${ratio.to}`, ratio.value]],
      ),
    ),
  )
}

/** How steeply processor time and memory of a cold run grow from the smallest to the largest fleet: 1 is linear. */
function growthOf(sections: ReadonlyMap<string, readonly Row[]>): string {
  const [small, large] = [Math.min(...sizes), Math.max(...sizes)]
  const of = (size: number): Row | undefined =>
    sections.get(`${size} nodes`)?.find(({ name }) => name === 'pader compile, cold')
  const [first, last] = [of(small), of(large)]
  if (first === undefined || last === undefined || small === large) return 'one size says nothing about growth'
  const exponent = (from = 1, to = 1): string =>
    exponentOf([
      [small, from],
      [large, to],
    ]).toFixed(2)
  return `From ${small} to ${large} nodes user CPU grows with the exponent ${exponent(first.user, last.user)}, peak memory with ${exponent(first.peak, last.peak)}.`
}

function graphFigures(sizes: string): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(built, 'graph.js'), sizes])
  if (status !== 0) throw new Error(String(stderr))
  return String(stdout).trim()
}

function gate(ratios: Ratios): void {
  const committed = JSON.parse(readFileSync(join(root, 'bench/ratios.json'), 'utf8')) as Ratios
  const worse = regressions(ratios, committed)
  const compared = Object.keys(committed).filter((name) => name in ratios)
  if (compared.length === 0) throw new Error('no ratio of this run is among the committed ones')
  process.stdout.write(
    worse.length === 0
      ? `\nnone of ${compared.length} ratios is more than 25 % worse than committed\n`
      : `\nworse than committed by more than 25 %:\n${worse.map((line) => `  ${line}\n`).join('')}`,
  )
  if (worse.length > 0) process.exitCode = 1
}

/** Where the time and the memory of a cold run go, for the usual tools that read such profiles. */
function profile(): void {
  for (const size of sizes.slice(0, 1)) {
    const { fleet } = prepare(size)
    const options = [`--cpu-prof`, `--cpu-prof-dir=${out}`, '--heap-prof', `--heap-prof-dir=${out}`]
    spawnSync(process.execPath, [...options, join(root, 'dist/cli/bin.js'), 'compile', '--quiet'], { cwd: fleet })
  }
  process.stdout.write(`profiles of processor time and of allocations are in ${out}\n`)
}
