import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'

/** Forges that are played. */
export type PlayedKind = 'github' | 'gitlab' | 'gitea'

export interface PlayedStatus {
  readonly commit: string
  readonly state: string
  readonly context: string
  readonly description: string
  readonly page?: string
}

export interface PlayedPull {
  readonly number: number
  readonly head: string
  readonly base: string
  title: string
  body: string
  isOpen: boolean
  readonly isFromFork?: boolean
  /** Who opened it; somebody else unless given. */
  readonly by?: number
}

export interface PlayedComment {
  readonly id: number
  readonly pull: number
  readonly by: number
  body: string
}

/** How one request is answered in place of what it asks for. */
export interface Weather {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** The answer never comes. */
  readonly hangs?: boolean
}

/** What a request is about, whatever the words that a forge has for it. */
interface Asked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly content: Readonly<Record<string, unknown>>
}

type Answer = readonly [status: number, content: unknown]

export const TOKEN = 'forge-token-that-must-not-be-read'
export const COMMIT = 'a'.repeat(40)
/** The account that the token belongs to, and another. */
export const ME = 7
export const OTHER = 8

/** A host of repositories as its documentation describes it, as far as Pader speaks to it. */
export class FakeForge {
  readonly statuses: PlayedStatus[] = []
  readonly pulls: PlayedPull[] = []
  readonly comments: PlayedComment[] = []
  readonly commits = new Set([COMMIT])
  /** `METHOD path` of every request. */
  readonly asked: string[] = []
  /** Headers of the last request. */
  headers: IncomingHttpHeaders = {}
  /** Answers of the next requests. */
  readonly weather: Weather[] = []
  /** Elements of a page at most, whatever is asked for. */
  largestPage = 100
  /** Whether the token belongs to an app, which is no user. */
  isApp = false
  /** Rights that the token lacks. */
  readonly lacks = new Set<'statuses' | 'pulls'>()
  readonly kind: PlayedKind
  #ids = 100
  #server: Server | undefined
  #scheme = 'http'

  constructor(kind: PlayedKind) {
    this.kind = kind
  }

  /** Opens it on 127.0.0.1; with a certificate it speaks TLS. */
  async open(tls?: { readonly key: string; readonly cert: string }): Promise<void> {
    const answer: RequestListener = (request, response) => {
      let text = ''
      request.on('data', (part: Buffer) => (text += part.toString()))
      request.on('end', () => {
        const { pathname, searchParams } = new URL(request.url ?? '', 'http://forge')
        this.headers = request.headers
        this.asked.push(`${request.method} ${pathname}`)
        const weather = this.weather.shift()
        if (weather?.hangs === true) return
        const content = text === '' ? {} : (JSON.parse(text) as Readonly<Record<string, unknown>>)
        const asked = { method: request.method ?? '', path: pathname, query: searchParams, content }
        const [status, answer] =
          weather === undefined
            ? this.#answer(asked)
            : ([weather.status, weather.body ?? { message: 'weather' }] as const)
        response.writeHead(status, { 'Content-Type': 'application/json', ...weather?.headers })
        response.end(typeof answer === 'string' ? answer : JSON.stringify(answer))
      })
    }
    this.#scheme = tls === undefined ? 'http' : 'https'
    this.#server = tls === undefined ? createServer(answer) : createSecureServer(tls, answer)
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  get api(): string {
    const address = this.#server?.address()
    const port = typeof address === 'object' ? address?.port : undefined
    return `${this.#scheme}://127.0.0.1:${port}${{ github: '', gitlab: '/api/v4', gitea: '/api/v1' }[this.kind]}`
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections()
    await new Promise((resolve) => this.#server?.close(resolve))
  }

  /** Adds what a person or another program did. */
  comment(pull: number, by: number, body: string): PlayedComment {
    const comment = { id: this.#ids++, pull, by, body }
    this.comments.push(comment)
    return comment
  }

  pull(head: string, base: string, more: Partial<PlayedPull> = {}): PlayedPull {
    const pull = { number: this.#ids++, head, base, title: '', body: '', isOpen: true, ...more }
    this.pulls.push(pull)
    return pull
  }

  #answer(asked: Asked): Answer {
    const { headers } = this
    const isKnown = {
      github: headers.authorization === `Bearer ${TOKEN}`,
      gitlab: headers['private-token'] === TOKEN,
      gitea: headers.authorization === `token ${TOKEN}`,
    }[this.kind]
    // As some proxies in front of a forge do: it repeats what it was sent.
    const sent = headers.authorization ?? headers['private-token']
    if (!isKnown) return [401, { message: `${String(sent)} is not known` }]
    if (this.kind === 'github' && !headers['user-agent']) return [403, { message: 'no user agent' }]
    const path = asked.path.replace(/^\/api\/v[14]/, '')
    if (path === '/user')
      return this.isApp ? [403, { message: 'Resource not accessible by integration' }] : [200, { id: ME }]
    const inside = this.kind === 'gitlab' ? '/projects/network%2Fgateways' : '/repos/network/gateways'
    if (!path.startsWith(inside)) return [404, { message: '404 Project Not Found' }]
    const route = path.slice(inside.length)
    if (route === '' && asked.method === 'GET') return [200, { id: 5 }]
    return (
      this.#statusRoute(route, asked) ?? this.#pullRoute(route, asked) ?? this.#commentRoute(route, asked) ?? [404, {}]
    )
  }

  #statusRoute(route: string, { method, content }: Asked): Answer | undefined {
    const [, commit] = /^\/statuses\/(\w+)$/.exec(route) ?? []
    if (commit === undefined || method !== 'POST') return undefined
    if (this.lacks.has('statuses')) return [403, { message: 'Resource not accessible by personal access token' }]
    const isGitLab = this.kind === 'gitlab'
    if (!this.commits.has(commit))
      return isGitLab ? [404, { message: '404 Commit Not Found' }] : [422, { message: 'No commit found for SHA' }]
    const description = String(content['description'])
    const context = String(content[isGitLab ? 'name' : 'context'])
    const state = String(content['state'])
    if (description.length > { github: 140, gitlab: 255, gitea: 10_000 }[this.kind])
      return [isGitLab ? 400 : 422, { message: 'description is too long' }]
    const states = isGitLab ? ['pending', 'success', 'failed'] : ['pending', 'success', 'failure']
    if (!states.includes(state)) return [400, { message: 'state does not have a valid value' }]
    const before = this.statuses.findLast((one) => one.commit === commit && one.context === context)
    if (isGitLab && state === 'pending' && before?.state === 'pending') {
      const message =
        'Cannot transition status via :enqueue from :pending (Reason(s): Status cannot transition via "enqueue")'
      return [400, { message }]
    }
    const page = content['target_url']
    this.statuses.push({ commit, state, context, description, ...(typeof page === 'string' ? { page } : {}) })
    return [201, { id: this.#ids++ }]
  }

  #pullRoute(route: string, { method, content, query }: Asked): Answer | undefined {
    const isGitLab = this.kind === 'gitlab'
    const [, list, number] = /^\/(pulls|merge_requests)(?:\/(\d+))?$/.exec(route) ?? []
    if (list !== (isGitLab ? 'merge_requests' : 'pulls')) return undefined
    if (this.lacks.has('pulls')) return isGitLab ? [403, { message: '403 Forbidden' }] : [404, { message: 'Not Found' }]
    if (number !== undefined) {
      const pull = this.pulls.find((one) => one.number === Number(number))
      if (pull === undefined || method !== (isGitLab ? 'PUT' : 'PATCH')) return [404, {}]
      pull.title = String(content['title'])
      pull.body = String(content[isGitLab ? 'description' : 'body'])
      return [200, this.#shown(pull)]
    }
    if (method === 'GET') {
      const wants = (key: string, value: string): boolean => (query.get(key) ?? value) === value
      const found = this.pulls.filter(({ isOpen, head, base, isFromFork }) => {
        if (!isOpen || !wants(isGitLab ? 'target_branch' : 'base', base)) return false
        if (this.kind === 'github') return wants('head', `${isFromFork === true ? 'somebody' : 'network'}:${head}`)
        return this.kind === 'gitea' || wants('source_branch', head)
      })
      return [
        200,
        this.#page(
          found.map((one) => this.#shown(one)),
          query,
        ),
      ]
    }
    const head = String(content[isGitLab ? 'source_branch' : 'head'])
    const base = String(content[isGitLab ? 'target_branch' : 'base'])
    if (this.pulls.some((one) => one.isOpen && one.head === head && one.base === base && one.isFromFork !== true))
      return [this.kind === 'github' ? 422 : 409, { message: `already exists for ${head}` }]
    const body = String(content[isGitLab ? 'description' : 'body'])
    return [201, this.#shown(this.pull(head, base, { title: String(content['title']), body, by: ME }))]
  }

  #shown({ number, head, base, title, body, isOpen, isFromFork = false, by = OTHER }: PlayedPull): object {
    const [here, fork] = [5, 6]
    const from = isFromFork ? fork : here
    return this.kind === 'gitlab'
      ? {
          id: number + 5000,
          iid: number,
          title,
          description: body,
          source_project_id: from,
          target_project_id: here,
          author: { id: by },
        }
      : {
          id: number + 5000,
          number,
          title,
          body,
          state: isOpen ? 'open' : 'closed',
          user: this.#author(by),
          head: { ref: head, repo_id: from },
          base: { ref: base, repo_id: here },
        }
  }

  #commentRoute(route: string, { method, content, query }: Asked): Answer | undefined {
    const isGitLab = this.kind === 'gitlab'
    const lists = isGitLab ? /^\/merge_requests\/(\d+)\/notes$/ : /^\/issues\/(\d+)\/comments$/
    const ones = isGitLab ? /^\/merge_requests\/\d+\/notes\/(\d+)$/ : /^\/issues\/comments\/(\d+)$/
    const body = String(content['body'])
    if (method !== 'GET' && body.length > (isGitLab ? 1_000_000 : 65_536)) return [422, { message: 'Body is too long' }]
    const [, pull] = lists.exec(route) ?? []
    if (pull !== undefined && method === 'POST') return [201, { id: this.comment(Number(pull), ME, body).id }]
    if (pull !== undefined) {
      const all = this.comments.filter((one) => one.pull === Number(pull)).map((one) => this.#shownComment(one))
      // Gitea knows no pages here.
      return [200, this.kind === 'gitea' ? all : this.#page(all, query)]
    }
    const [, id] = ones.exec(route) ?? []
    const comment = this.comments.find((one) => one.id === Number(id))
    if (comment === undefined || method !== (isGitLab ? 'PUT' : 'PATCH')) return undefined
    comment.body = body
    return [200, { id: comment.id }]
  }

  #shownComment({ id, by, body }: PlayedComment): object {
    if (this.kind === 'gitlab') return { id, body, author: { id: by } }
    return { id, body, user: this.#author(by) }
  }

  #author(by: number): object {
    return { id: by, type: this.isApp && by === ME ? 'Bot' : 'User' }
  }

  #page(all: readonly object[], query: URLSearchParams): readonly object[] {
    const asked = Number(query.get(this.kind === 'gitea' ? 'limit' : 'per_page') ?? 30)
    const size = Math.min(this.largestPage, asked)
    const page = Number(query.get('page') ?? 1)
    return all.slice((page - 1) * size, page * size)
  }
}
