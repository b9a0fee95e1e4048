import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommentHost, lists, MARKER, ours } from './comment-host.ts'

const others = { github: { user: { type: 'User' } }, gitlab: { author: { id: 8 } } }

let folder: string
let host: CommentHost

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pader-comment-'))
  host = new CommentHost()
  await host.open()
})
afterEach(async () => {
  rmSync(folder, { recursive: true })
  await host.close()
})

async function post(kind: 'github' | 'gitlab', body: string): Promise<{ code: number | null; said: string }> {
  writeFileSync(join(folder, 'comment.md'), body)
  const env = {
    PATH: process.env['PATH'] ?? '',
    ...host.env,
    GITHUB_TOKEN: 't',
    PADER_PULL_REQUEST: '12',
    PADER_GITLAB_TOKEN: 't',
  }
  const child = spawn(process.execPath, ['ci/post-comment.mjs', kind, join(folder, 'comment.md')], { env })
  let said = ''
  child.stdout.on('data', (part: Buffer) => (said += part.toString()))
  child.stderr.on('data', (part: Buffer) => (said += part.toString()))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, said })))
}

const one = {
  github: '/repos/bank/clusters/issues/comments/150',
  gitlab: '/api/v4/projects/5/merge_requests/12/notes/150',
}

test.each(['github', 'gitlab'] as const)(
  '%s: one comment, found on any page and replaced, never a second one',
  async (kind) => {
    expect(await post(kind, `${MARKER}\nfirst`)).toEqual({ code: 0, said: 'commented\n' })
    const talk = Array.from({ length: 140 }, (_, index) => ({ id: index + 1, ...others[kind], body: `talk ${index}` }))
    host.comments = [
      ...talk,
      { id: 149, ...others[kind], body: `${MARKER}\nnot ours` },
      { id: 150, ...ours[kind], body: `${MARKER}\nfirst` },
    ]
    expect((await post(kind, `${MARKER}\nsecond`)).said).toBe('the comment was replaced\n')
    expect((await post(kind, `${MARKER}\nsecond`)).said).toBe('the comment says this already\n')
    expect(host.asked).toEqual([`POST ${lists[kind]}`, `${kind === 'github' ? 'PATCH' : 'PUT'} ${one[kind]}`])
    expect(host.comments.filter(({ body }) => body.startsWith(MARKER)).map(({ body }) => body)).toEqual([
      `${MARKER}\nnot ours`,
      `${MARKER}\nsecond`,
    ])
  },
)

test('a host that stumbles is asked again, but nothing is posted twice', async () => {
  host.weather.push(502, 200)
  expect((await post('github', `${MARKER}\na`)).code).toBe(0)
  host.comments = []
  host.weather.push(200, 502)
  const ended = await post('github', `${MARKER}\na`)
  expect(ended.code).toBe(1)
  expect(ended.said).toContain(`POST ${lists.github} was answered 502`)
  expect(host.asked).toEqual([`POST ${lists.github}`, `POST ${lists.github}`])
})

test('what is no review, or too long for the host, is not posted', async () => {
  expect((await post('github', 'anything')).said).toContain('is not a comment of Pader')
  expect((await post('github', `${MARKER}\n${'x'.repeat(66_000)}`)).said).toContain('compile with --comment-for github')
  expect(host.asked).toEqual([])
})
