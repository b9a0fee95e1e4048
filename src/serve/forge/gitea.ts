import { commentHosts } from '../../report/markdown/host.ts'
import { numberOf, textOf } from './answer.ts'
import { authorship } from './author.ts'
import type { Exchange } from './exchange.ts'
import { pullIn } from './github.ts'
import { allPages, PAGE } from './pages.ts'
import type { Forge } from './port.ts'

/** Headers that Gitea and Forgejo want of every request. */
export function giteaHeaders(token: string): Readonly<Record<string, string>> {
  return { Authorization: `token ${token}`, Accept: 'application/json', 'User-Agent': 'pader' }
}

/** Gitea and Forgejo: `repository` is OWNER/NAME. Neither filters pull requests by branch, nor pages comments. */
export function giteaForge({ ask }: Exchange, repository: string): Forge {
  const at = `/repos/${repository.split('/').map(encodeURIComponent).join('/')}`
  const isMine = authorship(ask, 'user')
  return {
    words: 255,
    comments: commentHosts.github,
    lookAround: async () => void (await ask('GET', at)),
    setStatus: async ({ commit, state, words: description, context, page }) => {
      const link = page === undefined ? {} : { target_url: page }
      await ask('POST', `${at}/statuses/${commit}`, { state, context, description, ...link })
    },
    findPull: async ({ head, base }) => {
      const all = await allPages(async (page) => ask('GET', `${at}/pulls?state=open&limit=${PAGE}&page=${page}`))
      const found = all.find(
        (one) =>
          textOf(one, 'head', 'ref') === head &&
          textOf(one, 'base', 'ref') === base &&
          // A fork can have a branch of the same name.
          numberOf(one, 'head', 'repo_id') === numberOf(one, 'base', 'repo_id'),
      )
      return found === undefined ? undefined : pullIn(found, (await isMine())(found))
    },
    openPull: async (ends, text) => pullIn(await ask('POST', `${at}/pulls`, { ...ends, ...text }), true),
    changePull: async (number, { title, body }) => void (await ask('PATCH', `${at}/pulls/${number}`, { title, body })),
    commentsOn: async (number) => {
      const mine = await isMine()
      const list = `${at}/issues/${number}/comments?limit=${PAGE}&page=`
      const found = await allPages(async (page) => ask('GET', `${list}${page}`))
      return found.map((one) => ({
        id: numberOf(one, 'id') ?? 0,
        body: textOf(one, 'body'),
        isMine: mine(one),
      }))
    },
    addComment: async (number, body) => void (await ask('POST', `${at}/issues/${number}/comments`, { body })),
    changeComment: async (_number, id, body) => void (await ask('PATCH', `${at}/issues/comments/${id}`, { body })),
  }
}
