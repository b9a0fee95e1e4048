#!/usr/bin/env node
// Posts a review as the one comment of Pader on a pull request: an earlier one is replaced.
//
//   post-comment.mjs github|gitlab COMMENT.md
//
// GitHub: GITHUB_TOKEN, GITHUB_REPOSITORY, PADER_PULL_REQUEST (and GITHUB_API_URL).
// GitLab: PADER_GITLAB_TOKEN, CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID.
import { readFileSync } from 'node:fs'

const MARKER = '<!-- pader:report -->'
const [host, file] = process.argv.slice(2)

function fail(message, code = 1) {
  console.error(`post-comment: ${message}`)
  process.exit(code)
}

function need(name) {
  const value = process.env[name]
  if (value === undefined || value === '') fail(`${name} is not set`, 64)
  return value
}

const hosts = {
  github: () => {
    const api = process.env['GITHUB_API_URL'] || 'https://api.github.com'
    const repository = `${api}/repos/${need('GITHUB_REPOSITORY')}`
    return {
      limit: 65_536,
      headers: { authorization: `Bearer ${need('GITHUB_TOKEN')}`, accept: 'application/vnd.github+json' },
      list: `${repository}/issues/${encodeURIComponent(need('PADER_PULL_REQUEST'))}/comments`,
      one: (id) => `${repository}/issues/comments/${id}`,
      change: 'PATCH',
      // Anybody may write a comment that starts as ours does; only a bot's is replaced.
      isOurs: (comment) => comment.user?.type === 'Bot',
    }
  },
  gitlab: () => {
    const project = `${need('CI_API_V4_URL')}/projects/${encodeURIComponent(need('CI_PROJECT_ID'))}`
    const notes = `${project}/merge_requests/${encodeURIComponent(need('CI_MERGE_REQUEST_IID'))}/notes`
    return {
      limit: 1_000_000,
      headers: { 'private-token': need('PADER_GITLAB_TOKEN') },
      list: notes,
      one: (id) => `${notes}/${id}`,
      change: 'PUT',
      whoami: `${need('CI_API_V4_URL')}/user`,
      isOurs: (comment, me) => comment.author?.id === me?.id,
    }
  },
}

const open = hosts[host]
if (open === undefined || file === undefined) fail('usage: post-comment.mjs github|gitlab COMMENT.md', 64)
const { limit, headers, list, one, change, whoami, isOurs } = open()
const body = readFileSync(file, 'utf8')
if (!body.startsWith(MARKER)) fail(`"${file}" is not a comment of Pader: it does not start with ${MARKER}`)
if (body.length > limit)
  fail(`"${file}" has ${body.length} characters and ${host} takes ${limit}: compile with --comment-for ${host}`)

async function ask(url, method = 'GET', content) {
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch(url, {
      method,
      headers: { ...headers, ...(content === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(content === undefined ? {} : { body: JSON.stringify(content) }),
    }).catch((error) => ({ ok: false, status: 0, text: async () => String(error.cause ?? error) }))
    if (answer.ok) return answer.json()
    // A comment that may have been written is not written again.
    const again = method !== 'POST' && (answer.status === 0 || answer.status >= 500) && attempt < 4
    if (!again)
      fail(`${method} ${new URL(url).pathname} was answered ${answer.status}: ${(await answer.text()).slice(0, 200)}`)
    await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** attempt))
  }
}

async function earlier() {
  const me = whoami === undefined ? undefined : await ask(whoami)
  for (let page = 1; ; page++) {
    const comments = await ask(`${list}?per_page=100&page=${page}`)
    const found = comments.find((comment) => comment.body?.startsWith(MARKER) && isOurs(comment, me))
    if (found !== undefined || comments.length < 100) return found
  }
}

const found = await earlier()
if (found?.body === body) console.log('the comment says this already')
else if (found === undefined) {
  await ask(list, 'POST', { body })
  console.log('commented')
} else {
  await ask(one(found.id), change, { body })
  console.log('the comment was replaced')
}
