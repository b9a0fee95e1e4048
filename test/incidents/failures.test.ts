import { expect, test } from 'vitest'
import { clusterName } from '../../src/model/names.ts'
import { fileLeases } from '../../src/reconcile/locks/lease.ts'
import { slowerUpdates } from './incident.ts'
import { raise, type Stage } from './stage.ts'

const LOOKING = ['plan', 'diff', 'adopt', 'backup take', 'backup verify'] as const
const APPLY = 'apply --yes --quiet'
const ROLLBACK = 'rollback --yes --quiet'
const ALL = [...LOOKING, APPLY, ROLLBACK, 'status'] as const

/** Something that stops commands, and with which exit code. */
interface Obstacle {
  readonly name: string
  readonly exitCode: number
  readonly lines: readonly string[]
  readonly arise: (stage: Stage) => void | Promise<void>
}

const down = (stage: Stage): void =>
  stage.happens('The entry node is switched off.', { kind: 'down', node: stage.uuid('tokyo-1') })

const obstacles: readonly Obstacle[] = [
  { name: 'the entry node is down', exitCode: 8, lines: ALL, arise: down },
  {
    name: 'a wrong password',
    exitCode: 8,
    lines: ALL,
    arise: ({ env }) => void (env['READER'] = 'last year'),
  },
  {
    name: 'another certificate',
    exitCode: 8,
    lines: ALL,
    arise: ({ strangers }) => void strangers.add('tokyo-1'),
  },
  {
    name: 'a colleague in the UI',
    exitCode: 5,
    lines: ALL,
    arise: (stage) => stage.happens('carol logs on.', { kind: 'ui login', node: stage.uuid('tokyo-2'), user: 'carol' }),
  },
  {
    name: 'a page of a portal instead of an answer',
    exitCode: 8,
    lines: ['plan', 'diff', 'adopt', APPLY, ROLLBACK],
    arise: (stage) =>
      stage.happens('A portal answers.', {
        kind: 'fault',
        fault: { fault: { kind: 'html error' }, on: 'GET', times: 1000 },
      }),
  },
  {
    name: 'a hold',
    exitCode: 4,
    lines: [APPLY, ROLLBACK],
    arise: async (stage) => void (await stage.pader('hold --cluster two-site --why audit')),
  },
  {
    name: 'another process at work',
    exitCode: 5,
    lines: [APPLY, 'lock show --cluster two-site'],
    arise: async (stage) => {
      const clock = { now: () => stage.now(), sleep: async () => undefined }
      await fileLeases(stage.store, clock).acquire(clusterName('two-site'), 'dave@laptop', 'apply')
    },
  },
  {
    name: 'a full disk',
    exitCode: 1,
    lines: [APPLY, ROLLBACK, 'backup take', 'hold --cluster two-site --why audit'],
    arise: (stage) => stage.fillDisk(true),
  },
  {
    name: 'YAML with a mistake',
    exitCode: 3,
    lines: ALL,
    arise: async (stage) => stage.edit('locations/tokyo.yaml', 'transit: true', 'transti: true'),
  },
  {
    name: 'a host file that does not name the cluster',
    exitCode: 3,
    lines: [...LOOKING, APPLY, ROLLBACK],
    arise: async (stage) => stage.rewriteHostFile((text) => text.replace('  two-site:', '  three-site:')),
  },
]

test.each(obstacles)(
  '$name: whatever fails says how the nodes are, what to do, and where more is said',
  async (obstacle) => {
    const stage = await raise()
    try {
      await stage.edit(...slowerUpdates)
      expect(await stage.pader(APPLY)).toBe(0)
      await stage.edit('locations/newyork.yaml', 'interval: 120', 'interval: 60')
      stage.revision = 'b2'.repeat(20)
      const before = stage.emulated.holdings()
      await obstacle.arise(stage)
      for (const line of obstacle.lines) {
        const from = stage.transcript().length
        const exitCode = await stage.pader(line)
        const said = stage.transcript().slice(from)
        expect([exitCode, said]).toEqual([obstacle.exitCode, expect.stringMatching(/^ {2}to do:? +\S/m)])
        expect(said).toMatch(new RegExp(`^ {2}more:? +pader runbook ${exitCode}$`, 'm'))
        // The status and who holds a lease are answers by themselves; a mistake in the input is found before anything is asked.
        if (!/^(status|lock)/.test(line)) expect(said).toMatch(/^ {2}nodes: unchanged/m)
        expect(said).not.toMatch(/undefined|\[object|internal error/)
      }
      expect(stage.emulated.holdings()).toEqual(before)
    } finally {
      await stage.close()
    }
  },
)

test('whatever gets no answer is named with its request and its node', async () => {
  const stage = await raise()
  try {
    await stage.edit(...slowerUpdates)
    for (const on of ['POST login', 'POST backup', 'PUT appliances']) {
      const fault = { fault: { kind: 'reset' }, on, times: 10 } as const
      stage.happens(`${on} is not answered.`, { kind: 'fault', fault })
      const before = stage.transcript().length
      expect(await stage.pader(APPLY)).toBe(8)
      expect(stage.transcript().slice(before).replaceAll(/\s+/g, ' ')).toMatch(
        new RegExp(`\\(${on.replace(' ', ' /')}\\S* at tokyo-1\\)`),
      )
      stage.happens('It is again.', { kind: 'clear faults' })
    }
    expect(await stage.pader(APPLY)).toBe(0)
  } finally {
    await stage.close()
  }
})

test('an end half-way says which nodes hold what, and is never called "nothing"', async () => {
  const stage = await raise()
  try {
    expect(await stage.pader(APPLY)).toBe(0)
    await stage.edit(...slowerUpdates)
    stage.happens('tokyo-2 takes nothing over any more.', {
      kind: 'deaf',
      node: stage.uuid('tokyo-2'),
      deaf: true,
    })
    const from = stage.transcript().length
    expect(await stage.pader(APPLY)).toBe(7)
    const said = stage.transcript().slice(from)
    expect(said).toContain('hold what the entry node holds: newyork-1, newyork-2, tokyo-1')
    expect(said).toContain('behind, each still on what it held before: tokyo-2')
    expect(said).toMatch(/to do: change nothing in the meantime/)
  } finally {
    await stage.close()
  }
})
