// Lives through seeds of the simulation: npm run simulate -- --seeds N [--seed S [--spare N,N…] | --from S] [--state FILE]
// With a state file the run goes on where the last one ended, slice by slice, and keeps the slices that failed.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { rolldown } from 'rolldown'

const SLICE = 200

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '300' },
    seed: { type: 'string' },
    from: { type: 'string' },
    state: { type: 'string' },
    spare: { type: 'string', default: '' },
  },
})

const whole = (name, text) => {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  process.stderr.write(`simulate: --${name} takes a whole number from 1, not "${text}"\n`)
  process.exit(64)
}

const stored =
  values.state !== undefined && existsSync(values.state) ? JSON.parse(readFileSync(values.state, 'utf8')) : undefined
const first = values.seed ?? values.from
const from = first === undefined ? (stored?.next ?? 1) : whole(values.seed === undefined ? 'from' : 'seed', first)
const seeds = values.seed === undefined ? whole('seeds', values.seeds) : 1
const failed = new Set(stored?.failed ?? [])

// Bundled once, because every slice is a process of its own: a leak or a crash costs one slice.
const folder = mkdtempSync(join(tmpdir(), 'pader-simulate-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'slice.mjs')
const bundle = await rolldown({ input: 'test/simulation/slice.ts', platform: 'node' })
await bundle.write({ file, format: 'esm', sourcemap: true })
await bundle.close()

for (let next = from; next < from + seeds; next += SLICE) {
  const count = Math.min(SLICE, from + seeds - next)
  // Lives are short and leave much behind: with room for it, less is collected.
  const args = ['--enable-source-maps', '--max-semi-space-size=64', file, String(next), String(count), values.spare]
  const { status, signal } = spawnSync(process.execPath, args, { stdio: 'inherit' })
  if (signal !== null) process.exit(1)
  if (status !== 0) failed.add(next)
  if (values.state !== undefined) {
    const state = { next: next + count, failed: [...failed] }
    writeFileSync(values.state, `${JSON.stringify(state)}\n`)
  }
}

process.stdout.write(
  failed.size === 0
    ? `simulate: seeds ${from} to ${from + seeds - 1} keep every promise\n`
    : `simulate: slices that begin at ${[...failed].join(', ')} have a seed that breaks a promise; its trace is above, and "--seed N" replays it\n`,
)
process.exit(failed.size === 0 ? 0 : 1)
