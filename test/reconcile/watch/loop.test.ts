import { describe, expect, test } from 'vitest'
import { startWatch, type WatchPorts } from '../../../src/reconcile/watch/loop.ts'
import type { PassReason, PassResult, Source } from '../../../src/reconcile/watch/pass.ts'
import type { WatchSettings } from '../../../src/reconcile/watch/state.ts'
import type { Wake } from '../../../src/reconcile/watch/wake.ts'
import { settle, steppedClock, type SteppedClock } from '../world/stepped-clock.ts'

const MINUTE = 60_000
const branch: WatchSettings = {
  follows: 'branch',
  poll: MINUTE,
  probe: 5 * MINUTE,
  backoff: { first: 1_000, longest: 8_000 },
}
const files: WatchSettings = { ...branch, follows: 'files' }

interface Made {
  readonly at: number
  readonly source: Source
  readonly reason: PassReason
}

/** A watch whose passes and fetches the test answers. */
function watching(settings: WatchSettings, clock: SteppedClock, ports: Partial<WatchPorts> = {}, accepted?: string) {
  const start = clock.now()
  const passes: Made[] = []
  const heard: Wake[] = []
  const watch = startWatch(settings, accepted, {
    clock,
    random: () => 0.5,
    fetch: async () => ({ kind: 'nothing new' }),
    tell: (wake) => void heard.push(wake),
    ...ports,
    pass: async (source, reason, stop) => {
      passes.push({ at: clock.now() - start, source, reason })
      return (await ports.pass?.(source, reason, stop)) ?? { kind: 'in sync' }
    },
  })
  const end = async () => {
    watch.wake({ kind: 'signal', signal: 'stop' })
    await watch.over
  }
  return { watch, passes, heard, end }
}

const commit = (id: string): Source => ({ kind: 'commit', commit: id })

/** A promise that the test resolves. */
function promised<Value>() {
  let resolve: (value: Value) => void = () => {}
  const promise = new Promise<Value>((done) => (resolve = done))
  return { promise, resolve }
}

describe('the watch of a cluster', () => {
  test('looks for drift at the interval, and at every commit at once', async () => {
    const clock = steppedClock()
    const tips = ['a', 'a', 'a', 'b']
    const { passes, end } = watching(branch, clock, {
      fetch: async () => ({ kind: 'commit arrived', commit: tips.shift() ?? 'b' }),
    })
    await clock.pass(9 * MINUTE)
    await end()
    expect(passes).toEqual([
      { at: 0, source: commit('a'), reason: 'commit arrived' },
      { at: 3 * MINUTE, source: commit('b'), reason: 'commit arrived' },
      { at: 8 * MINUTE, source: commit('b'), reason: 'drift probe' },
    ])
  })

  test('goes on looking when the clock of the host is set back by hours, and is set right again', async () => {
    const clock = steppedClock()
    let fetches = 0
    const { passes, end } = watching(branch, clock, {
      fetch: async () => {
        fetches += 1
        return { kind: 'commit arrived', commit: 'a' }
      },
    })
    await clock.pass(6 * MINUTE)
    expect(passes).toHaveLength(2)
    clock.set(-120 * MINUTE)
    await clock.pass(12 * MINUTE)
    expect(fetches).toBeGreaterThan(12)
    const seen = passes.length
    expect(seen).toBeGreaterThan(3)
    clock.set(120 * MINUTE)
    await clock.pass(12 * MINUTE)
    expect(passes.length).toBeGreaterThan(seen + 1)
    await end()
  })

  test('after a restart goes on from the accepted commit, even while the branch cannot be read', async () => {
    const clock = steppedClock()
    const { passes, end } = watching(
      branch,
      clock,
      {
        fetch: async () => {
          throw new Error('no route to the server')
        },
      },
      'accepted before',
    )
    await clock.pass(6 * MINUTE)
    await end()
    expect(passes.map(({ source, reason }) => ({ source, reason }))).toEqual([
      { source: commit('accepted before'), reason: 'started' },
      { source: commit('accepted before'), reason: 'drift probe' },
    ])
  })

  test('a commit makes a running pass stop, and follows it', async () => {
    const clock = steppedClock()
    const stopped: string[] = []
    const { watch, passes, end } = watching(
      branch,
      clock,
      {
        pass: async (source, _reason, stop): Promise<PassResult> => {
          if (source.kind !== 'commit' || source.commit !== 'old') return { kind: 'in sync' }
          await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve()))
          stopped.push(source.commit)
          return { kind: 'stopped' }
        },
      },
      'old',
    )
    await settle()
    watch.wake({ kind: 'commit arrived', commit: 'new' })
    await settle()
    await end()
    expect(stopped).toEqual(['old'])
    expect(passes.map(({ source }) => source)).toEqual([commit('old'), commit('new')])
  })

  test('tries again after a failure, with growing patience and never more than the longest', async () => {
    const clock = steppedClock()
    const { passes, end } = watching(files, clock, { pass: async () => ({ kind: 'failed', why: 'refused' }) })
    await clock.pass(16_000)
    await end()
    // Half of 1, 2, 4, 8, 8, 8 seconds: the random number is one half.
    expect(passes.map(({ at }) => at)).toEqual([0, 500, 1_500, 3_500, 7_500, 11_500, 15_500])
    expect(passes.slice(1).every(({ reason }) => reason === 'another try')).toBe(true)
  })

  test('what only a person can solve is not tried again before the next look for drift', async () => {
    const clock = steppedClock()
    const { passes, end } = watching(files, clock, { pass: async () => ({ kind: 'needs a person', why: 'a guard' }) })
    await clock.pass(6 * MINUTE)
    await end()
    expect(passes.map(({ at }) => at)).toEqual([0, 5 * MINUTE])
  })

  test('a cluster that hangs delays no other', async () => {
    const clock = steppedClock()
    const hung = promised<PassResult>()
    const slow = watching(files, clock, { pass: async () => hung.promise })
    const quick = watching(files, clock)
    await clock.pass(20 * MINUTE)
    expect(slow.passes).toHaveLength(1)
    expect(quick.passes.map(({ at }) => at / MINUTE)).toEqual([0, 5, 10, 15, 20])
    hung.resolve({ kind: 'in sync' })
    await Promise.all([slow.end(), quick.end()])
  })

  test('stops only when the running pass has ended, and starts none after that', async () => {
    const clock = steppedClock()
    const work = promised<PassResult>()
    let asked = false
    const { watch, passes } = watching(files, clock, {
      pass: async (_source, _reason, stop) => {
        stop.addEventListener('abort', () => (asked = true))
        return work.promise
      },
    })
    await settle()
    let over = false
    void watch.over.then(() => (over = true))
    watch.wake({ kind: 'signal', signal: 'stop' })
    watch.wake({ kind: 'file changed' })
    await settle()
    expect({ asked, over }).toEqual({ asked: true, over: false })
    work.resolve({ kind: 'stopped' })
    await watch.over
    expect(passes).toHaveLength(1)
  })

  test('a burst of wake-ups during a pass leads to one more pass, with the newest files', async () => {
    const clock = steppedClock()
    const first = promised<PassResult>()
    const answers = [first.promise]
    const { watch, passes, end } = watching(files, clock, {
      pass: async () => answers.shift() ?? { kind: 'in sync' },
    })
    await settle()
    for (let change = 0; change < 5; change++) watch.wake({ kind: 'file changed' })
    await settle()
    first.resolve({ kind: 'stopped' })
    await settle()
    await end()
    expect(passes.map(({ source }) => source)).toEqual([
      { kind: 'files', edition: 1 },
      { kind: 'files', edition: 6 },
    ])
  })

  test('a webhook during a fetch leads to another fetch', async () => {
    const clock = steppedClock()
    const first = promised<Wake>()
    let fetches = 0
    const { watch, end } = watching(branch, clock, {
      fetch: async () => (++fetches === 1 ? first.promise : { kind: 'nothing new' }),
    })
    await settle()
    watch.wake({ kind: 'webhook' })
    watch.wake({ kind: 'webhook' })
    await settle()
    expect(fetches).toBe(1)
    first.resolve({ kind: 'nothing new' })
    await settle()
    expect(fetches).toBe(2)
    await end()
  })
})
