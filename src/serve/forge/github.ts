import { commentHosts } from '../../report/markdown/host.ts'
import type { Exchange } from './exchange.ts'
import { likeGithub } from './like-github.ts'
import { allPages, PAGE } from './pages.ts'
import type { Forge } from './port.ts'

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
export function githubForge(exchange: Exchange, repository: string): Forge {
  const { ask } = exchange
  const [owner = ''] = repository.split('/')
  const { at, alike, found } = likeGithub(exchange, repository, 'per_page')
  return {
    ...alike,
    words: 140,
    comments: commentHosts.github,
    findPull: async ({ head, base }) => {
      const asked = new URLSearchParams({ state: 'open', head: `${owner}:${head}`, base, per_page: String(PAGE) })
      const [first] = await allPages(async (page) => ask('GET', `${at}/pulls?${asked.toString()}&page=${page}`))
      return found(first)
    },
  }
}
