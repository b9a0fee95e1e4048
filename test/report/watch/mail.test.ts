import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mailOf } from '../../../src/report/watch/mail.ts'
import { notificationAfter, type Notification, type NotificationState } from '../../../src/report/watch/notification.ts'
import { unseen } from '../../../src/report/watch/status.ts'

const notification: Notification = {
  cluster: 'two-site',
  state: 'needs a person',
  words:
    'waits for a person: GUARD-ENTRY-NODE: the entry node changes from tokyo-1 to newyork-1, which is a plan of its own',
  commit: '4a1e'.repeat(10),
  at: '2026-01-05T02:07:31.000Z',
  incident: { since: '2026-01-05T02:07:31.000Z', index: 0 },
}

/** Mails of passes that end so, one after the other, an hour apart. */
function mailsOf(...ends: readonly (readonly [kind: string, words?: string])[]): readonly Notification[] {
  let told: NotificationState | undefined
  return ends.flatMap(([kind, words = kind], index) => {
    const at = new Date(Date.parse('2026-01-05T00:00:00Z') + index * 3_600_000).toISOString()
    const next = notificationAfter(told, { ...unseen('demo', 'enforce'), last: { kind, words, at } })
    told = next.told
    return next.notification ?? []
  })
}

test('a mail reads well on a phone at night', async () => {
  const { subject, text } = mailOf(notification, 'example.com', 'https://pader.example.com/#c-two-site')
  await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot('./mail.txt')
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(75)
})

test.each<Notification['state']>(['test', 'well', 'changed', 'differs', 'needs a person', 'failing', 'not believed'])(
  'the subject of "%s" names cluster and state, and what to do, within what a phone shows',
  (state) => {
    const { subject } = mailOf({ ...notification, state }, 'example.com', undefined)
    expect(subject).toMatch(/^two-site: .*(nothing to do|see )/)
    expect(subject.length).toBeLessThanOrEqual(50)
  },
)

test('from its first message to the one that it is over, trouble is one incident; the next one is another', () => {
  const told = mailsOf(
    ['in sync'],
    ['differs', 'a'],
    ['differs', 'a'],
    ['needs a person', 'b'],
    ['in sync', 'well'],
    ['in sync', 'well'],
    ['applied'],
    ['needs a person', 'c'],
    ['applied', 'done'],
    ['applied', 'again'],
  )
  const one = '2026-01-05T01:00:00.000Z'
  const two = '2026-01-05T07:00:00.000Z'
  expect(told.map(({ state, incident }) => [state, incident?.since, incident?.index])).toEqual([
    ['differs', one, 0],
    ['needs a person', one, 1],
    ['well', one, 2],
    ['changed', undefined, undefined],
    ['needs a person', two, 0],
    ['changed', two, 1],
    ['changed', undefined, undefined],
  ])
  const mails = told.map((one) => mailOf(one, 'example.com', undefined))
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(told.length)
  const [first, second, third, , fifth, sixth] = mails
  expect([first?.follows, second?.follows, third?.follows]).toEqual([undefined, first?.messageId, first?.messageId])
  expect([fifth?.follows, sixth?.follows]).toEqual([undefined, fifth?.messageId])
})

test('whatever is said, subject and names stay one line and the text stays within bounds', () => {
  const anything = fc.string({ unit: 'binary', maxLength: 200 })
  fc.assert(
    fc.property(anything, anything, (cluster, words) => {
      const mail = mailOf({ ...notification, cluster, words: words.repeat(40) }, 'example.com', undefined)
      expect(mail.subject).not.toMatch(/[\r\n]/)
      expect(mail.messageId).toMatch(/^<pader\.[0-9a-f]{32}@example\.com>$/)
      expect(mail.text).not.toMatch(/[\r\0]/)
    }),
  )
  expect(mailOf({ ...notification, words: 'x'.repeat(9_000) }, 'example.com', undefined).text.length).toBeLessThan(
    5_000,
  )
})
