import { expect, test } from 'vitest'
import { teller } from '../../src/cli/watch/tell.ts'
import type { Notification } from '../../src/report/watch/notification.ts'
import { unseen } from '../../src/report/watch/status.ts'
import { worldOf } from '../served/scene.ts'

test('everybody is told once of each state, with no secret that an error brought along, and a receiver that fails is named', async () => {
  const sent: Notification[] = []
  const lines: string[] = []
  const receivers = [
    { kind: 'email', send: async (told: Notification) => void sent.push(told) },
    { kind: 'generic', send: async () => ({ why: 'the receiver answered 410', isFinal: true }) },
  ]
  const scrubber = { clean: (text: string) => text.replaceAll('hush', '[secret]') }
  const { passed, settled } = teller(() => receivers, scrubber, worldOf(lines, new AbortController().signal))
  const ended = (kind: string, words: string) => ({ kind, words, at: '2026-01-05T08:00:00.000Z' })
  passed({ ...unseen('demo', 'enforce'), last: ended('needs a person', 'https://u:hush@h refused') })
  passed({ ...unseen('demo', 'enforce'), last: ended('needs a person', 'https://u:hush@h refused') })
  await settled()
  expect(sent).toMatchObject([{ words: 'https://u:[secret]@h refused', incident: { index: 0 } }])
  expect(lines).toEqual(['pader: a notification (generic) was not sent: the receiver answered 410\n'])
})
