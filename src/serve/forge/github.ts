import { commentHosts } from '../../report/markdown/host.ts'
import { numberOf, textOf } from './answer.ts'
import { authorship } from './author.ts'
import type { Exchange } from './exchange.ts'
import { allPages, PAGE } from './pages.ts'
import { ForgeTrouble, type Forge, type Pull } from './port.ts'

/** Headers that GitHub wants of every request. */
export function githubHeaders(token: string): Readonly<Record<string, string>> {
  return {
    Authorization: `Bearer ${token}`,
    Accept: 'application/vnd.github+json',
    'X-GitHub-Api-Version': '2022-11-28',
    'User-Agent': 'pader',
  }
}

/** GitHub, and GitHub Enterprise Server: `repository` is OWNER/NAME. */
export function githubForge({ ask }: Exchange, repository: string): Forge {
  const [owner = ''] = repository.split('/')
  const at = `/repos/${repository.split('/').map(encodeURIComponent).join('/')}`
  const isMine = authorship(ask, 'user')
  return {
    words: 140,
    comments: commentHosts.github,
    lookAround: async () => void (await ask('GET', at)),
    setStatus: async ({ commit, state, words: description, context, page }) => {
      const link = page === undefined ? {} : { target_url: page }
      await ask('POST', `${at}/statuses/${commit}`, { state, context, description, ...link })
    },
    findPull: async ({ head, base }) => {
      const asked = new URLSearchParams({ state: 'open', head: `${owner}:${head}`, base, per_page: String(PAGE) })
      const [found] = await allPages(async (page) => ask('GET', `${at}/pulls?${asked.toString()}&page=${page}`))
      return found === undefined ? undefined : pullIn(found, (await isMine())(found))
    },
    openPull: async (ends, text) => pullIn(await ask('POST', `${at}/pulls`, { ...ends, ...text }), true),
    changePull: async (number, { title, body }) => void (await ask('PATCH', `${at}/pulls/${number}`, { title, body })),
    commentsOn: async (number) => {
      const mine = await isMine()
      const list = `${at}/issues/${number}/comments?per_page=${PAGE}&page=`
      const found = await allPages(async (page) => ask('GET', `${list}${page}`))
      return found.map((one) => ({ id: numberOf(one, 'id') ?? 0, body: textOf(one, 'body'), isMine: mine(one) }))
    },
    addComment: async (number, body) => void (await ask('POST', `${at}/issues/${number}/comments`, { body })),
    changeComment: async (_number, id, body) => void (await ask('PATCH', `${at}/issues/comments/${id}`, { body })),
  }
}

/** The pull request in an answer of GitHub, or of Gitea, which answers alike. */
export function pullIn(answer: unknown, isMine: boolean): Pull {
  const number = numberOf(answer, 'number')
  if (number === undefined) throw new ForgeTrouble('refused', 'the answer is no pull request')
  return { number, title: textOf(answer, 'title'), body: textOf(answer, 'body'), isMine }
}
