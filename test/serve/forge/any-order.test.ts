import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PROPOSAL_MARK } from '../../../src/report/watch/plan-comment.ts'
import { lastPullIn, lastStatusIn } from '../../../src/serve/forge/last-sent.ts'
import { openForge } from '../../../src/serve/forge/open.ts'
import { ForgeTrouble, type Forge } from '../../../src/serve/forge/port.ts'
import { putPull, putStatus, type DesiredPull } from '../../../src/serve/forge/put.ts'
import { memoryStore } from '../../reconcile/world/memory-store.ts'
import { COMMIT, FakeForge, ME, OTHER, TOKEN, type PlayedKind } from './fake-forge.ts'

const HEAD = 'pader/drift/two-site'
const textOf = (proposal: number): string => `text of c${proposal}\n\n${PROPOSAL_MARK}`
const marker = '<!-- pader:plan two-site -->'

/** What can happen between two passes, and in one. */
type Happening =
  | { readonly kind: 'pass'; readonly plan: number; readonly proposal: number; readonly words: number }
  | { readonly kind: 'answer lost' | 'forge away' | 'restart' | 'state directory lost' }
  | {
      readonly kind: 'a person closes it' | 'a person opens one' | 'a person copies the comment' | 'a person deletes it'
    }

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      plan: fc.nat(2),
      proposal: fc.nat(2),
      words: fc.nat(2),
    }),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(
        'answer lost' as const,
        'forge away' as const,
        'restart' as const,
        'state directory lost' as const,
        'a person closes it' as const,
        'a person opens one' as const,
        'a person copies the comment' as const,
        'a person deletes it' as const,
      )
      .map((kind) => ({ kind })),
  },
)

const players = new Map<PlayedKind, FakeForge>()
beforeAll(async () => {
  for (const kind of ['github', 'gitlab', 'gitea'] as const) {
    const played = new FakeForge(kind)
    await played.open()
    players.set(kind, played)
  }
})
afterAll(async () => {
  for (const played of players.values()) await played.close()
})

/** The same forge, of which some answers to writing are lost after it was done, or which is not there at all. */
function inWeather(forge: Forge, weather: { lost: number; away: number }): Forge {
  const through =
    <Args extends readonly unknown[], Result>(work: (...args: Args) => Promise<Result>, writes: boolean) =>
    async (...args: Args): Promise<Result> => {
      if (weather.away > 0) {
        weather.away -= 1
        throw new ForgeTrouble('away', 'no answer')
      }
      const result = await work(...args)
      if (writes && weather.lost > 0) {
        weather.lost -= 1
        throw new ForgeTrouble('away', 'no answer')
      }
      return result
    }
  return {
    ...forge,
    setStatus: through(async (...args: Parameters<Forge['setStatus']>) => forge.setStatus(...args), true),
    findPull: through(async (...args: Parameters<Forge['findPull']>) => forge.findPull(...args), false),
    openPull: through(async (...args: Parameters<Forge['openPull']>) => forge.openPull(...args), true),
    changePull: through(async (...args: Parameters<Forge['changePull']>) => forge.changePull(...args), true),
    commentsOn: through(async (...args: Parameters<Forge['commentsOn']>) => forge.commentsOn(...args), false),
    addComment: through(async (...args: Parameters<Forge['addComment']>) => forge.addComment(...args), true),
    changeComment: through(async (...args: Parameters<Forge['changeComment']>) => forge.changeComment(...args), true),
  }
}

test.each(['github', 'gitlab', 'gitea'] as const)(
  'whatever happens in whatever order, %s has one comment and one pull request of Pader, and at last what was wished last',
  async (kind) => {
    const played = players.get(kind)!
    let comments = 0
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 14 }), async (happenings) => {
        played.pulls.length = played.comments.length = played.statuses.length = 0
        const weather = { lost: 0, away: 0 }
        const { forge, close } = openForge({
          kind,
          api: played.api,
          repository: 'network/gateways',
          clean: (said) => said,
          token: async () => TOKEN,
          authority: async () => undefined,
          now: () => 0,
          cut: new AbortController().signal,
        })
        const rough = inWeather(forge, weather)
        let store = memoryStore()
        const remembering = () => ({ status: lastStatusIn(store, 'status.json'), pull: lastPullIn(store, 'pull.json') })
        let memory = remembering()
        const foreign = new Map<number, string>()
        const pass = async ({ plan, proposal, words }: Extract<Happening, { kind: 'pass' }>): Promise<boolean> => {
          const wish: DesiredPull = {
            head: HEAD,
            base: 'main',
            proposal: { commit: `c${proposal}`, mayOpen: true, title: 'Take over', body: textOf(proposal) },
            comment: { marker, body: `${marker}\nplan ${plan}` },
          }
          const status = {
            commit: COMMIT,
            state: words === 0 ? 'success' : 'failure',
            words: `words ${words}`,
          } as const
          try {
            await putStatus(rough, status, { context: 'pader/two-site', branch: 'main' }, memory.status)
            await putPull(rough, wish, memory.pull)
            return true
          } catch (error) {
            if (!(error instanceof ForgeTrouble)) throw error
            return false
          }
        }
        const open = () => played.pulls.filter(({ isOpen }) => isOpen)
        for (const one of happenings) {
          if (one.kind === 'pass') await pass(one)
          else if (one.kind === 'answer lost') weather.lost += 1
          else if (one.kind === 'forge away') weather.away += 2
          else if (one.kind === 'restart') memory = remembering()
          else if (one.kind === 'state directory lost') {
            store = memoryStore()
            memory = remembering()
          } else if (one.kind === 'a person closes it') for (const pull of open()) pull.isOpen = false
          else if (one.kind === 'a person opens one') {
            if (open().length === 0) played.pull(HEAD, 'main', { title: 'mine', body: 'theirs' })
          } else if (one.kind === 'a person copies the comment') {
            for (const pull of open())
              foreign.set(played.comment(pull.number, OTHER, `${marker}\ncopied`).id, `${marker}\ncopied`)
          } else played.comments.splice(0, played.comments.length, ...played.comments.filter(({ by }) => by !== ME))
          expect(open().length).toBeLessThanOrEqual(1)
          for (const { number } of played.pulls)
            expect(played.comments.filter(({ pull, by }) => pull === number && by === ME).length).toBeLessThanOrEqual(1)
        }
        const last = { kind: 'pass', plan: 9, proposal: 9, words: 1 } as const
        for (let tries = 0; !(await pass(last)); tries += 1) expect(tries).toBeLessThan(60)
        const [pull] = open()
        expect(pull).toBeDefined()
        if (pull?.body !== 'theirs') expect(pull?.body).toBe(textOf(9))
        expect(played.comments.filter((comment) => comment.pull === pull?.number && comment.by === ME)).toMatchObject([
          { body: `${marker}\nplan 9` },
        ])
        expect(played.statuses.at(-1)).toMatchObject({ description: 'words 1' })
        for (const comment of played.comments)
          if (comment.by === OTHER) expect(comment.body).toBe(foreign.get(comment.id))
        comments += played.comments.length
        await close()
      }),
      { numRuns: 40 },
    )
    // A check that looked at nothing is not a check.
    expect(comments).toBeGreaterThan(40)
  },
)
