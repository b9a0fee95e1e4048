import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Ended } from '../support.ts'
import { events, writeClusters } from './events.ts'

const program = resolve('dist/cli/bin.js')
const withoutBuild = existsSync(program) ? '' : ' (skipped: dist/ is not built)'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-racing-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const kept = (): string => join(folder, 'cache', 'pader', 'compiled')
const keptCode = (): string => join(folder, 'cache', 'pader', 'kept-code')

/** A process of the build that keeps what it finds out in the folder of this test. */
async function inProcess(root: string, args: readonly string[]): Promise<Ended> {
  const { NODE_EXTRA_CA_CERTS: _costsTime, ...own } = process.env
  const env = { ...own, XDG_CACHE_HOME: join(folder, 'cache') }
  const child = spawn(process.execPath, [program, ...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'close')
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  const [exitCode] = await ended
  return { exitCode, stdout, stderr }
}

test.skipIf(withoutBuild !== '')(
  `processes that race for what is kept say what one alone says${withoutBuild}`,
  async () => {
    writeClusters(folder)
    const changes = [
      'it changes back',
      'a value changes',
      'a default',
      'a text that is no YAML',
      'it is repaired',
    ] as const
    for (const change of changes) {
      events[change]?.(folder)
      const alone = await inProcess(folder, ['compile', '--dry-run', '--no-cache', '--output', 'json'])
      const racing = Array.from({ length: 4 }, async () =>
        inProcess(folder, ['compile', '--dry-run', '--output', 'json']),
      )
      let isOver = false
      const all = Promise.all(racing).finally(() => (isOver = true))
      // Meanwhile somebody cleans up, and a disk that is full cuts files short.
      for (let turn = 0; !isOver; turn += 1) {
        await new Promise((resolve) => setTimeout(resolve, 10))
        for (const place of [kept(), keptCode()]) {
          for (const name of existsSync(place) ? readdirSync(place) : []) {
            if ((turn + name.charCodeAt(0)) % 3 === 0) rmSync(join(place, name), { force: true })
            else if (turn % 4 === 0 && !name.includes('.tmp')) damage(join(place, name))
          }
        }
      }
      for (const ended of await all) expect(ended).toEqual(alone)
    }
    const [first, second] = await Promise.all([1, 2].map(async () => inProcess(folder, ['compile', '--dry-run'])))
    expect(first).toEqual(second)
    expect(readdirSync(kept()).filter((name) => name.endsWith('.tmp'))).toEqual([])
  },
  60_000,
)

/** Cuts a file short, unless it has gone away. */
function damage(path: string): void {
  try {
    truncateSync(path, 80)
  } catch {
    // Another process was quicker.
  }
}
