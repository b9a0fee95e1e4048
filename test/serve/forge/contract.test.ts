import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lastPullIn, lastStatusIn } from '../../../src/serve/forge/last-sent.ts'
import { openForge, type OpenForge } from '../../../src/serve/forge/open.ts'
import { ForgeTrouble } from '../../../src/serve/forge/port.ts'
import { putPull, putStatus } from '../../../src/serve/forge/put.ts'
import { memoryStore } from '../../reconcile/world/memory-store.ts'
import { COMMIT, FakeForge, ME, OTHER, TOKEN, type PlayedKind } from './fake-forge.ts'
import { HEAD, marker, NOW, textOf, wish } from './wishes.ts'

const status = { commit: COMMIT, state: 'pending', words: 'looking' } as const
const place = { context: 'pader/two-site', branch: 'main', page: 'https://pader.example.com/#c-two-site' }

/** What holds at every forge, whatever it calls things. */
describe.each<PlayedKind>(['github', 'gitlab', 'gitea'])('%s', (kind) => {
  let played: FakeForge
  let opened: OpenForge
  const open = (token = TOKEN, limit = 5_000): OpenForge =>
    openForge({
      kind,
      api: played.api,
      repository: 'network/gateways',
      clean: (said) => said,
      token: async () => token,
      authority: async () => undefined,
      limit,
      now: () => NOW,
      cut: new AbortController().signal,
    })
  const troubleOf = async (asked: Promise<unknown>): Promise<ForgeTrouble> => {
    const error: unknown = await asked.then(
      () => undefined,
      (reason: unknown) => reason,
    )
    if (!(error instanceof ForgeTrouble)) throw new Error(`expected trouble, found ${String(error)}`)
    expect(`${error.message}${error.stack ?? ''}`).not.toContain(TOKEN)
    return error
  }
  const statuses = () => lastStatusIn(memoryStore(), 'status.json')
  const ledger = () => lastPullIn(memoryStore(), 'pull.json')
  beforeEach(async () => {
    played = new FakeForge(kind)
    await played.open()
    opened = open()
  })
  afterEach(async () => {
    await opened.close()
    await played.close()
  })

  test('a status stands at the commit, is set again when it is another, and is asked for once', async () => {
    const kept = statuses()
    await putStatus(opened.forge, status, place, kept)
    await putStatus(opened.forge, status, place, kept)
    expect(played.asked).toHaveLength(1)
    await putStatus(opened.forge, { ...status, state: 'failure', words: 'waits for a person' }, place, kept)
    await putStatus(opened.forge, { ...status, state: 'success', words: 'in sync' }, place, kept)
    const failure = kind === 'gitlab' ? 'failed' : 'failure'
    expect(played.statuses.map(({ state, description }) => [state, description])).toEqual([
      ['pending', 'looking'],
      [failure, 'waits for a person'],
      ['success', 'in sync'],
    ])
    expect(played.statuses[0]).toMatchObject({ commit: COMMIT, context: 'pader/two-site', page: place.page })
  })

  test('words that are too long are cut to what it takes, and say where all of it is', async () => {
    await putStatus(opened.forge, { ...status, words: `differs: ${'🔥 a long story '.repeat(40)}` }, place, statuses())
    expect(played.statuses[0]?.description).toMatch(/… \(all of it: pader status\)$/)
  })

  test('what is pending may be pending again, as after a state directory was lost', async () => {
    await putStatus(opened.forge, status, place, statuses())
    await putStatus(opened.forge, { ...status, words: 'differs: 1 change' }, place, statuses())
    expect(played.statuses.at(-1)?.state).toBe('pending')
  })

  test('a proposal is opened once, kept up to date, and has one comment', async () => {
    const kept = ledger()
    await putPull(opened.forge, wish('one'), kept)
    await putPull(opened.forge, wish('one'), kept)
    const asked = played.asked.length
    await putPull(opened.forge, wish('one'), kept)
    expect(played.asked).toHaveLength(asked)
    expect(played.pulls).toMatchObject([{ head: HEAD, base: 'main', title: 'Take over a change', body: textOf('c1') }])
    await putPull(opened.forge, wish('two', true, 'c2'), kept)
    expect(played.pulls).toMatchObject([{ body: textOf('c2') }])
    expect(played.comments).toMatchObject([{ by: ME, body: `${marker}\ntwo` }])
  })

  test('the comment is found again without anything being remembered, on whatever page it is, and nobody else’s is touched', async () => {
    const pull = played.pull(HEAD, 'main', { title: 'by a person', body: 'theirs' })
    played.largestPage = 30
    const copied = played.comment(pull.number, OTHER, `${marker}\nlooks as if`)
    for (let index = 0; index < 130; index += 1) played.comment(pull.number, OTHER, `talk ${index}`)
    await putPull(opened.forge, wish('one', false), ledger())
    await putPull(opened.forge, wish('two', false), ledger())
    expect(played.comments.filter(({ by }) => by === ME)).toMatchObject([{ body: `${marker}\ntwo` }])
    expect(copied.body).toBe(`${marker}\nlooks as if`)
    expect(pull).toMatchObject({ title: 'by a person', body: 'theirs' })
  })

  test('a list of exactly one page does not go on for ever', async () => {
    const pull = played.pull(HEAD, 'main')
    for (let index = 0; index < 50; index += 1) played.comment(pull.number, OTHER, `talk ${index}`)
    await putPull(opened.forge, wish('one', false), ledger())
    expect(played.comments.filter(({ by }) => by === ME)).toHaveLength(1)
  })

  test('a pull request that somebody closed stays closed until something else is proposed', async () => {
    const kept = ledger()
    await putPull(opened.forge, wish('one'), kept)
    played.pulls[0]!.isOpen = false
    await putPull(opened.forge, wish('another plan'), kept)
    expect(played.pulls).toHaveLength(1)
    await putPull(opened.forge, wish('one', true, 'c2'), kept)
    expect(played.pulls.map(({ isOpen }) => isOpen)).toEqual([false, true])
  })

  test('what somebody has taken into their own hands keeps its text', async () => {
    const kept = ledger()
    await putPull(opened.forge, wish('one'), kept)
    played.pulls[0]!.body = 'written anew by a person'
    await putPull(opened.forge, wish('two', true, 'c2'), kept)
    expect(played.pulls).toMatchObject([{ body: 'written anew by a person' }])
    expect(played.comments).toMatchObject([{ body: `${marker}\ntwo` }])
  })

  test('where none may be opened none is, and a fork with a branch of the same name is not taken for it', async () => {
    played.pull(HEAD, 'main', { isFromFork: true })
    played.pull(HEAD, 'release')
    await putPull(opened.forge, wish('one', false), ledger())
    expect(played.pulls).toHaveLength(2)
    expect(played.comments).toEqual([])
  })

  test('a branch that somebody else has a hand in keeps its text, and gets the comment all the same', async () => {
    const kept = ledger()
    await putPull(opened.forge, wish('one'), kept)
    const { proposal: _, ...others } = wish('two')
    await putPull(opened.forge, others, kept)
    expect(played.pulls).toMatchObject([{ body: textOf('c1') }])
    expect(played.comments).toMatchObject([{ body: `${marker}\ntwo` }])
  })

  test('an answer that was lost after it had been acted on leads to no second comment and no second pull request', async () => {
    const kept = ledger()
    const lost = { ...opened.forge }
    for (const name of ['openPull', 'addComment'] as const) {
      const forge = {
        ...lost,
        [name]: async (...args: readonly unknown[]) => {
          await Reflect.apply(opened.forge[name], undefined, args)
          throw new ForgeTrouble('away', 'no answer')
        },
      }
      await troubleOf(putPull(forge, wish('one'), kept))
    }
    await putPull(opened.forge, wish('one'), kept)
    expect(played.pulls).toHaveLength(1)
    expect(played.comments).toHaveLength(1)
  })

  test('what was set before an answer was lost is not taken for what stands', async () => {
    const kept = { statuses: statuses(), pulls: ledger() }
    const deaf =
      <Args extends readonly unknown[]>(work: (...args: Args) => Promise<unknown>) =>
      async (...args: Args): Promise<never> => {
        await work(...args)
        throw new ForgeTrouble('away', 'no answer')
      }
    const { forge } = opened
    const well = { ...status, state: 'success', words: 'in sync' } as const
    const failure = { ...status, state: 'failure', words: 'waits for a person' } as const
    await putStatus(forge, well, place, kept.statuses)
    const losing = {
      ...forge,
      setStatus: deaf(async (one: Parameters<typeof forge.setStatus>[0]) => forge.setStatus(one)),
    }
    await troubleOf(putStatus(losing, failure, place, kept.statuses))
    await putStatus(forge, well, place, kept.statuses)
    expect(played.statuses.map(({ description }) => description)).toEqual(['in sync', 'waits for a person', 'in sync'])

    await putPull(forge, wish('one'), kept.pulls)
    const changing = {
      ...forge,
      changeComment: deaf(async (...args: Parameters<typeof forge.changeComment>) => forge.changeComment(...args)),
    }
    await troubleOf(putPull(changing, wish('two'), kept.pulls))
    await putPull(forge, wish('one'), kept.pulls)
    expect(played.comments).toMatchObject([{ body: `${marker}\none` }])
  })

  test('a token that is wrong, or lacks a right, is refused in words that say what to look at', async () => {
    const stranger = open('another')
    expect(await troubleOf(stranger.forge.setStatus({ ...status, ...place }))).toMatchObject({
      kind: 'refused',
      status: 401,
      message: expect.stringContaining('the token is not accepted'),
    })
    await stranger.close()
    played.lacks.add('statuses')
    expect(await troubleOf(opened.forge.setStatus({ ...status, ...place }))).toMatchObject({
      kind: 'refused',
      status: 403,
      message: expect.stringContaining('the token may not do this'),
    })
    played.lacks.clear()
    const unknown = troubleOf(opened.forge.setStatus({ ...status, ...place, commit: 'b'.repeat(40) }))
    expect(await unknown).toMatchObject({ kind: 'refused' })
    played.lacks.add('pulls')
    expect(await troubleOf(putPull(opened.forge, wish('one'), ledger()))).toMatchObject({ kind: 'refused' })
  })

  test('a conflict, an outage and a page of HTML are told apart', async () => {
    const next = async (weather: (typeof played.weather)[number]): Promise<ForgeTrouble> => {
      played.weather.push(weather)
      return troubleOf(opened.forge.findPull({ head: HEAD, base: 'main' }))
    }
    expect(await next({ status: 409 })).toMatchObject({ kind: 'away', status: 409 })
    expect(await next({ status: 502, body: '<html>' })).toMatchObject({ kind: 'away', status: 502 })
    expect(await next({ status: 200, body: '<html>' })).toMatchObject({ kind: 'refused' })
    expect(await next({ status: 301, headers: { Location: 'http://127.0.0.1:1/' } })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('it has moved'),
    })
    const slow = open(TOKEN, 50)
    played.weather.push({ status: 200, hangs: true })
    expect(await troubleOf(slow.forge.findPull({ head: HEAD, base: 'main' }))).toMatchObject({
      kind: 'away',
      message: 'no answer within 0.05 s',
    })
    await slow.close()
    await played.close()
    expect((await troubleOf(opened.forge.findPull({ head: HEAD, base: 'main' }))).message).toMatch(/^no answer \(/)
  })

  test.each<[string, FakeForge['weather'][number], number]>([
    ['429 with seconds', { status: 429, headers: { 'Retry-After': '30' } }, 30_000],
    ['429 with a date', { status: 429, headers: { 'Retry-After': 'Mon, 05 Jan 2026 08:02:00 GMT' } }, 120_000],
    ['429 with nothing', { status: 429 }, 60_000],
    [
      '403 with nothing left until an instant',
      { status: 403, headers: { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': String(NOW / 1000 + 900) } },
      900_000,
    ],
    [
      '403 that says so in words',
      { status: 403, body: '{"message":"You have exceeded a secondary rate limit"}' },
      60_000,
    ],
    ['503 that says when', { status: 503, headers: { 'Retry-After': '5' } }, 5_000],
    ['an instant that is far away', { status: 429, headers: { 'Retry-After': '999999' } }, 3_600_000],
  ])('a limit is respected: %s', async (_name, weather, wait) => {
    played.weather.push(weather)
    const trouble = await troubleOf(opened.forge.setStatus({ ...status, ...place }))
    expect(trouble).toMatchObject({ kind: 'busy', wait })
  })
})
