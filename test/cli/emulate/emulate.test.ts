import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { askControl } from '../../../src/appliance/emulator-proof.ts'
import { parseHostFile } from '../../../src/appliance/host-file.ts'
import { hostIsEmulator } from '../../../src/appliance/prove-host.ts'
import { run } from '../../../src/cli/run.ts'
import type { World } from '../../../src/cli/world.ts'

const home = new URL('../../..', import.meta.url).pathname

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pader-emulate-'))
})
afterEach(async () => rm(folder, { recursive: true }))

/** Runs the command, does something while it serves, and stops it. */
async function emulating(args: readonly string[], meanwhile: (printed: string) => Promise<void>): Promise<number> {
  const stop = new AbortController()
  let printed = ''
  let served: (() => void) | undefined
  const serving = new Promise<void>((resolve) => (served = resolve))
  const output = (announce: boolean) => ({
    write: (text: string) => {
      printed += text
      if (announce) served?.()
    },
    isTerminal: false,
    columns: 80,
  })
  const world: World = {
    stdout: output(true),
    stderr: output(false),
    env: {},
    cwd: home,
    home,
    stop: stop.signal,
    endInOrder: () => undefined,
    now: () => new Date(),
  }
  const running = run(['emulate', ...args, '--port', '0', '--control', '0'], world)
  await Promise.race([serving, running])
  try {
    await meanwhile(printed)
  } finally {
    stop.abort()
  }
  return running
}

interface Picture {
  readonly nodes: readonly { title: string; networkGroups: readonly string[]; storage: number }[]
}

async function picture(control: string): Promise<Picture> {
  return (await (await fetch(new URL('/picture', control))).json()) as Picture
}

const groups = ({ nodes }: Picture) =>
  Object.fromEntries(nodes.map(({ title, networkGroups }) => [title, [...networkGroups].sort()]))

describe('pader emulate', () => {
  test('serves what the YAML says, and writes a host file through which it proves itself', async () => {
    const host = join(folder, 'host.yaml')
    const exitCode = await emulating(['clusters/two-site', '--write-host', host], async (printed) => {
      expect(printed).toContain('edgeView')
      const { value, diagnostics } = parseHostFile(parse(await readFile(host, 'utf8')), host)
      expect(diagnostics).toEqual([])
      const cluster = value!.clusters.get('two-site')!
      expect([...cluster.nodes.keys()].sort()).toEqual(['newyork-1', 'newyork-2', 'tokyo-1', 'tokyo-2'])
      const { control, secret } = cluster.emulator!
      const proof = async (secretText?: string) =>
        hostIsEmulator(
          cluster,
          { env: {}, readFile: async (path) => (secret.endsWith(path) && secretText) || readFile(path, 'utf8') },
          '0123456789abcdef',
          askControl,
        )
      expect(await proof()).toBe(true)
      expect(await proof('other')).toBe(false)
      expect(groups(await picture(control))).toEqual({
        'newyork-1': ['newyork', 'transit'],
        'newyork-2': ['newyork'],
        'tokyo-1': ['tokyo', 'transit'],
        'tokyo-2': ['tokyo'],
      })
    })
    expect(exitCode).toBe(0)
  })

  test('fresh, all nodes are in the group "all"; what a dump says can be started again', async () => {
    const control = (printed: string): string => /control {2}(\S+)/.exec(printed)![1]!
    const dump = join(folder, 'dump.json')
    await emulating(['clusters/two-site', '--fresh'], async (printed) => {
      expect(groups(await picture(control(printed)))['tokyo-2']).toEqual(['all'])
      const uuid = /[0-9A-F]{8}-[0-9A-F-]{27}/.exec(printed)![0]
      await writeFile(dump, await (await fetch(new URL(`/dump?node=${uuid}`, control(printed)))).text())
    })
    await emulating(['--dump', dump], async (printed) => {
      expect(groups(await picture(control(printed)))).toEqual({
        'newyork-1': ['all'],
        'newyork-2': ['all'],
        'tokyo-1': ['all'],
        'tokyo-2': ['all'],
      })
    })
  })

  test.each([
    [['--switch', 'edgeView=nobody'], 64, 'is one of'],
    [['--switch', 'nonsense=1'], 64, 'there is no switch'],
    [['nowhere'], 3, 'there is no "nowhere"'],
  ])('%j ends with %i', async (args, code, text) => {
    let said = ''
    const exitCode = await emulating(args, async (printed) => void (said = printed))
    expect([exitCode, said]).toEqual([code, expect.stringContaining(text)])
  })
})
