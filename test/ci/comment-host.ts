import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The line that every comment of Pader starts with. */
export const MARKER = '<!-- pader:report -->'

/** How the two hosts name the author of what Pader's own token wrote. */
export const ours = { github: { user: { type: 'Bot' } }, gitlab: { author: { id: 7 } } }

/** Paths of the comments of pull request 12, in repository "bank/clusters" and in project 5. */
export const lists = {
  github: '/repos/bank/clusters/issues/12/comments',
  gitlab: '/api/v4/projects/5/merge_requests/12/notes',
}

/** A comment as both hosts store it, with whoever wrote it. */
interface Comment {
  readonly id: number
  readonly body: string
}

/** A server that keeps comments and answers as the interfaces of GitHub and GitLab do. */
export class CommentHost {
  comments: Comment[] = []
  /** What it was asked to change. */
  readonly asked: string[] = []
  /** Answers with which the next requests are refused. */
  readonly weather: number[] = []
  readonly #server: Server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => this.#answer(request, body, response))
  })

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve))
  }

  /** What a job of either host has in its environment; the token is "t". */
  get env(): Readonly<Record<string, string>> {
    const address = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
    return {
      GITHUB_API_URL: address,
      GITHUB_REPOSITORY: 'bank/clusters',
      CI_API_V4_URL: `${address}/api/v4`,
      CI_PROJECT_ID: '5',
      CI_MERGE_REQUEST_IID: '12',
    }
  }

  #answer({ method = '', url = '', headers }: IncomingMessage, body: string, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(url, 'http://host')
    const authorized = headers.authorization === 'Bearer t' || headers['private-token'] === 't'
    const status = this.weather.shift() ?? (authorized ? 200 : 401)
    if (method !== 'GET') this.asked.push(`${method} ${pathname}`)
    if (status === 200 && method !== 'GET') this.#change(method, pathname, (JSON.parse(body) as Comment).body)
    const page = Number(searchParams.get('page') ?? 1)
    response.statusCode = status
    response.end(
      JSON.stringify(pathname.endsWith('/user') ? { id: 7 } : this.comments.slice((page - 1) * 100, page * 100)),
    )
  }

  #change(method: string, path: string, body: string): void {
    const id = Number(/\/(?:comments|notes)\/(\d+)$/.exec(path)?.[1])
    if (method === 'POST') this.comments.push({ id: 999, ...ours.github, ...ours.gitlab, body })
    else this.comments = this.comments.map((one) => (one.id === id ? { ...one, body } : one))
  }
}
