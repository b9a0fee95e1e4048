// Lives through seeds of the simulation: npm run simulate -- --seeds N [--seed S [--spare N,N…] | --from S] [--state FILE]
// With a state file the run goes on where the last one ended, slice by slice, and keeps the seeds that failed.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

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

for (let next = from; next < from + seeds; next += SLICE) {
  const count = Math.min(SLICE, from + seeds - next)
  const { status, signal } = spawnSync('npx', ['vitest', 'run', 'test/simulation/seeds.test.ts'], {
    stdio: 'inherit',
    env: {
      ...process.env,
      PADER_SIMULATE_FROM: String(next),
      PADER_SIMULATE_SEEDS: String(count),
      PADER_SIMULATE_SPARE: values.spare,
    },
  })
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
