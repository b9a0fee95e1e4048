import { numberOf, textOf } from './answer.ts'
import { authorship } from './author.ts'
import { commentsIn } from './comments.ts'
import type { Exchange } from './exchange.ts'
import { PAGE } from './pages.ts'
import { ForgeTrouble, type Forge, type Pull } from './port.ts'

/** What GitHub, Gitea and Forgejo understand alike, for a `repository` OWNER/NAME; `at` is the path of it. */
export function likeGithub({ ask }: Exchange, repository: string, pageSize: string) {
  const at = `/repos/${repository.split('/').map(encodeURIComponent).join('/')}`
  const isMine = authorship(ask, 'user')
  const alike = {
    lookAround: async () => void (await ask('GET', at)),
    setStatus: async ({ commit, state, words: description, context, page }) => {
      const link = page === undefined ? {} : { target_url: page }
      await ask('POST', `${at}/statuses/${commit}`, { state, context, description, ...link })
    },
    openPull: async (ends, text) => pullIn(await ask('POST', `${at}/pulls`, { ...ends, ...text }), true),
    changePull: async (number, { title, body }) => void (await ask('PATCH', `${at}/pulls/${number}`, { title, body })),
    commentsOn: async (number) =>
      commentsIn(ask, `${at}/issues/${number}/comments?${pageSize}=${PAGE}`, await isMine()),
    addComment: async (number, body) => void (await ask('POST', `${at}/issues/${number}/comments`, { body })),
    changeComment: async (_number, id, body) => void (await ask('PATCH', `${at}/issues/comments/${id}`, { body })),
  } satisfies Partial<Forge>
  return {
    at,
    alike,
    found: async (answer: unknown): Promise<Pull | undefined> =>
      answer === undefined ? undefined : pullIn(answer, (await isMine())(answer)),
  }
}

function pullIn(answer: unknown, isMine: boolean): Pull {
  const number = numberOf(answer, 'number')
  if (number === undefined) throw new ForgeTrouble('refused', 'the answer is not a pull request')
  return { number, title: textOf(answer, 'title'), body: textOf(answer, 'body'), isMine }
}
