import { commentHosts } from '../../report/markdown/host.ts'
import { numberOf, textOf } from './answer.ts'
import type { Exchange } from './exchange.ts'
import { likeGithub } from './like-github.ts'
import { allPages, PAGE } from './pages.ts'
import type { Forge } from './port.ts'

/** Headers that Gitea and Forgejo want of every request. */
export function giteaHeaders(token: string): Readonly<Record<string, string>> {
  return { Authorization: `token ${token}`, Accept: 'application/json', 'User-Agent': 'pader' }
}

/** Gitea and Forgejo: `repository` is OWNER/NAME. Neither filters pull requests by branch, nor pages comments. */
export function giteaForge(exchange: Exchange, repository: string): Forge {
  const { ask } = exchange
  const { at, alike, found } = likeGithub(exchange, repository, 'limit')
  return {
    ...alike,
    words: 255,
    comments: commentHosts.github,
    findPull: async ({ head, base }) => {
      const all = await allPages(async (page) => ask('GET', `${at}/pulls?state=open&limit=${PAGE}&page=${page}`))
      return found(
        all.find(
          (one) =>
            textOf(one, 'head', 'ref') === head &&
            textOf(one, 'base', 'ref') === base &&
            // A fork can have a branch of the same name.
            numberOf(one, 'head', 'repo_id') === numberOf(one, 'base', 'repo_id'),
        ),
      )
    },
  }
}
