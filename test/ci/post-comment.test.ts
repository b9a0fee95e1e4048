import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const MARKER = '<!-- pader:report -->'
const ours = { github: { user: { type: 'Bot' } }, gitlab: { author: { id: 7 } } }
const others = { github: { user: { type: 'User' } }, gitlab: { author: { id: 8 } } }

let folder: string
let server: Server
/** Comments that the host has, and what it was asked to change. */
let comments: { id: number; body: string }[]
let asked: string[]
/** Answers with which the next requests are refused. */
let weather: number[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pader-comment-'))
  comments = []
  asked = []
  weather = []
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://host')
      const status = weather.shift() ?? 200
      if (request.method !== 'GET') asked.push(`${request.method ?? ''} ${pathname}`)
      const given = body === '' ? undefined : (JSON.parse(body) as { body: string })
      const id = Number(/\/(?:comments|notes)\/(\d+)$/.exec(pathname)?.[1])
      if (status === 200 && request.method === 'POST')
        comments.push({ id: 999, ...ours.github, ...ours.gitlab, body: given?.body ?? '' })
      if (status === 200 && id > 0)
        comments = comments.map((one) => (one.id === id ? { ...one, body: given?.body ?? '' } : one))
      const page = Number(searchParams.get('page') ?? 1)
      response.statusCode = status
      const authorized = request.headers.authorization === 'Bearer t' || request.headers['private-token'] === 't'
      if (!authorized) response.statusCode = 401
      response.end(
        JSON.stringify(pathname.endsWith('/user') ? { id: 7 } : comments.slice((page - 1) * 100, page * 100)),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  rmSync(folder, { recursive: true })
  await new Promise((resolve) => server.close(resolve))
})

async function post(host: 'github' | 'gitlab', body: string): Promise<{ code: number | null; said: string }> {
  writeFileSync(join(folder, 'comment.md'), body)
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const env = {
    PATH: process.env['PATH'] ?? '',
    GITHUB_API_URL: address,
    GITHUB_REPOSITORY: 'bank/clusters',
    GITHUB_TOKEN: 't',
    PADER_PULL_REQUEST: '12',
    CI_API_V4_URL: `${address}/api/v4`,
    CI_PROJECT_ID: '5',
    CI_MERGE_REQUEST_IID: '12',
    PADER_GITLAB_TOKEN: 't',
  }
  const child = spawn(process.execPath, ['ci/post-comment.mjs', host, join(folder, 'comment.md')], { env })
  let said = ''
  child.stdout.on('data', (part: Buffer) => (said += part.toString()))
  child.stderr.on('data', (part: Buffer) => (said += part.toString()))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, said })))
}

const list = { github: '/repos/bank/clusters/issues/12/comments', gitlab: '/api/v4/projects/5/merge_requests/12/notes' }
const one = {
  github: '/repos/bank/clusters/issues/comments/150',
  gitlab: '/api/v4/projects/5/merge_requests/12/notes/150',
}

test.each(['github', 'gitlab'] as const)(
  '%s: one comment, found on any page and replaced, never a second one',
  async (host) => {
    expect(await post(host, `${MARKER}\nfirst`)).toEqual({ code: 0, said: 'commented\n' })
    const talk = Array.from({ length: 140 }, (_, index) => ({ id: index + 1, ...others[host], body: `talk ${index}` }))
    comments = [
      ...talk,
      { id: 149, ...others[host], body: `${MARKER}\nnot ours` },
      { id: 150, ...ours[host], body: `${MARKER}\nfirst` },
    ]
    expect((await post(host, `${MARKER}\nsecond`)).said).toBe('the comment was replaced\n')
    expect((await post(host, `${MARKER}\nsecond`)).said).toBe('the comment says this already\n')
    expect(asked).toEqual([`POST ${list[host]}`, `${host === 'github' ? 'PATCH' : 'PUT'} ${one[host]}`])
    expect(comments.filter(({ body }) => body.startsWith(MARKER)).map(({ body }) => body)).toEqual([
      `${MARKER}\nnot ours`,
      `${MARKER}\nsecond`,
    ])
  },
)

test('a host that stumbles is asked again, but nothing is posted twice', async () => {
  weather = [502, 200]
  expect((await post('github', `${MARKER}\na`)).code).toBe(0)
  comments = []
  weather = [200, 502]
  const ended = await post('github', `${MARKER}\na`)
  expect(ended.code).toBe(1)
  expect(ended.said).toContain(`POST ${list.github} was answered 502`)
  expect(asked).toEqual([`POST ${list.github}`, `POST ${list.github}`])
})

test('what is no review, or too long for the host, is not posted', async () => {
  expect((await post('github', 'anything')).said).toContain('is no comment of Pader')
  expect((await post('github', `${MARKER}\n${'x'.repeat(66_000)}`)).said).toContain('compile with --comment-for github')
  expect(asked).toEqual([])
})
