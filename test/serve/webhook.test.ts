import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { webhookJudge, type WebhookKind } from '../../src/serve/webhook.ts'

const secret = 'shared secret'
const body = new TextEncoder().encode('{"after":"abc"}')
const hmac = createHmac('sha256', secret).update(body).digest('hex')
const judge = (kind: WebhookKind) => webhookJudge({ kind, path: '/hook', secret: () => secret })

test.each<[WebhookKind, string, string]>([
  ['github', 'x-hub-signature-256', `sha256=${hmac}`],
  ['gitea', 'x-gitea-signature', hmac],
  ['gitlab', 'x-gitlab-token', secret],
  ['generic', 'x-signature-256', `sha256=${hmac}`],
])('%s signs in the header %s', (kind, header, value) => {
  expect(judge(kind)({ headers: { [header]: value }, body, at: 0 })).toBe('accepted')
  expect(judge(kind)({ headers: { [header]: `${value}0` }, body, at: 0 })).toBe('not signed')
  expect(judge(kind)({ headers: {}, body, at: 0 })).toBe('not signed')
})

test.each<[WebhookKind, string, string]>([
  ['github', 'x-hub-signature-256', 'x-github-delivery'],
  ['gitea', 'x-gitea-signature', 'x-gitea-delivery'],
  ['generic', 'x-signature-256', 'x-delivery-id'],
])('a delivery of %s is known again by what is signed, whatever id it is given', (kind, header, id) => {
  const one = judge(kind)
  const signed = { [header]: kind === 'gitea' ? hmac : `sha256=${hmac}` }
  const judged = ['1', '2', undefined].map((given) => one({ headers: { ...signed, [id]: given }, body, at: 0 }))
  expect(judged).toEqual(['accepted', 'seen before', 'seen before'])
})

/** A judge of deliveries that differ by their numbers. */
function numbered() {
  const one = judge('github')
  return (id: number, at: number, key = secret) => {
    const body = new TextEncoder().encode(`{"after":"${id}"}`)
    const signature = `sha256=${createHmac('sha256', key).update(body).digest('hex')}`
    return one({ headers: { 'x-hub-signature-256': signature }, body, at })
  }
}

test('a delivery is known again as long as it is among the last thousand', () => {
  const delivery = numbered()
  for (let id = 0; id <= 1000; id += 1) expect(delivery(id, id * 1000)).toBe('accepted')
  expect([1, 0].map((id) => delivery(id, 1_001_000))).toEqual(['seen before', 'accepted'])
})

test('a flood is cut off, and what is not signed does not count towards it', () => {
  const delivery = numbered()
  for (let id = 0; id < 100; id += 1) expect(delivery(id, 0, 'another secret')).toBe('not signed')
  const judged = Array.from({ length: 70 }, (_, id) => delivery(id, 0))
  expect(judged.filter((one) => one === 'accepted')).toHaveLength(60)
  expect(judged.at(-1)).toBe('too many')
  expect(delivery(1000, 61_000)).toBe('accepted')
})
