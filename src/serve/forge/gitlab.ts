import { commentHosts } from '../../report/markdown/host.ts'
import { numberOf, textOf } from './answer.ts'
import { authorship } from './author.ts'
import { commentsIn } from './comments.ts'
import type { Exchange } from './exchange.ts'
import { allPages, PAGE } from './pages.ts'
import { ForgeTrouble, type Forge, type Pull } from './port.ts'

/** Headers that GitLab wants of every request. */
export function gitlabHeaders(token: string): Readonly<Record<string, string>> {
  return { 'Private-Token': token, Accept: 'application/json', 'User-Agent': 'pader' }
}

const STATES = { pending: 'pending', success: 'success', failure: 'failed' } as const

/** GitLab: `repository` is the path of the project with its groups. */
export function gitlabForge({ ask }: Exchange, repository: string): Forge {
  const at = `/projects/${encodeURIComponent(repository)}`
  const isMine = authorship(ask, 'author')
  return {
    words: 255,
    comments: commentHosts.gitlab,
    lookAround: async () => void (await ask('GET', at)),
    setStatus: async ({ commit, state, words: description, context: name, branch: ref, page }) => {
      const link = page === undefined ? {} : { target_url: page }
      const status = { state: STATES[state], name, ref, description, ...link }
      await unlessPending(ask('POST', `${at}/statuses/${commit}`, status), state)
    },
    findPull: async ({ head, base }) => {
      const asked = new URLSearchParams({
        state: 'opened',
        source_branch: head,
        target_branch: base,
        per_page: String(PAGE),
      })
      const all = await allPages(async (page) => ask('GET', `${at}/merge_requests?${asked.toString()}&page=${page}`))
      // A fork can have a branch of the same name.
      const found = all.find((one) => numberOf(one, 'source_project_id') === numberOf(one, 'target_project_id'))
      return found === undefined ? undefined : pullIn(found, (await isMine())(found))
    },
    openPull: async ({ head, base }, { title, body: description }) =>
      pullIn(
        await ask('POST', `${at}/merge_requests`, { source_branch: head, target_branch: base, title, description }),
        true,
      ),
    changePull: async (number, { title, body: description }) =>
      void (await ask('PUT', `${at}/merge_requests/${number}`, { title, description })),
    commentsOn: async (number) =>
      commentsIn(ask, `${at}/merge_requests/${number}/notes?per_page=${PAGE}`, await isMine()),
    addComment: async (number, body) => void (await ask('POST', `${at}/merge_requests/${number}/notes`, { body })),
    changeComment: async (number, id, body) =>
      void (await ask('PUT', `${at}/merge_requests/${number}/notes/${id}`, { body })),
  }
}

function pullIn(answer: unknown, isMine: boolean): Pull {
  const number = numberOf(answer, 'iid')
  if (number === undefined) throw new ForgeTrouble('refused', 'the answer is not a merge request')
  return { number, title: textOf(answer, 'title'), body: textOf(answer, 'description'), isMine }
}

/** GitLab refuses what is pending to be pending again, whatever its words: it stands there already. */
async function unlessPending(asked: Promise<unknown>, state: keyof typeof STATES): Promise<void> {
  try {
    await asked
  } catch (error) {
    const isThere =
      error instanceof ForgeTrouble &&
      error.status === 400 &&
      /cannot transition status via :enqueue/i.test(error.message)
    if (state !== 'pending' || !isThere) throw error
  }
}
