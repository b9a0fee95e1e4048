import { expect, test } from 'vitest'
import { createNotifier } from '../../src/cli/watch/notify/notifier.ts'
import { lastNotifiedIn } from '../../src/cli/watch/notify/last-notified.ts'
import type { Notification } from '../../src/report/watch/notification.ts'
import { unseen } from '../../src/report/watch/status.ts'
import type { Receiver } from '../../src/serve/notify/send-notification.ts'
import { memoryStore } from '../reconcile/world/memory-store.ts'
import { worldOf } from '../served/scene.ts'

const scrubber = { clean: (text: string) => text.replaceAll('hush', '[secret]') }
const ended = (kind: string, words: string) => ({
  ...unseen('demo', 'enforce'),
  last: { kind, words, at: '2026-01-05T08:00:00.000Z' },
})

/** A process that watches and tells: whatever it was told of passes is settled before the next one. */
function process(receivers: readonly Receiver[], store = memoryStore()) {
  const lines: string[] = []
  const { stderr } = worldOf(lines, new AbortController().signal)
  const lastNotified = lastNotifiedIn(() => store)
  const { passed, settled } = createNotifier(() => receivers, scrubber, {
    lastNotified,
    stderr,
    sleep: async () => undefined,
  })
  return {
    lines,
    passed: async (...args: Parameters<typeof ended>) => {
      passed(ended(...args))
      await settled()
    },
  }
}

function listening(): Receiver & { readonly sent: Notification[] } {
  const sent: Notification[] = []
  return { kind: 'email', sent, send: async (told) => void sent.push(told) }
}

test('everybody is told once of each state, with no secret that an error brought along, and a receiver that fails is named', async () => {
  const one = listening()
  const other: Receiver = { kind: 'generic', send: async () => ({ why: 'the receiver answered 410', isFinal: true }) }
  const { passed, lines } = process([one, other])
  await passed('needs a person', 'https://u:hush@h refused')
  await passed('needs a person', 'https://u:hush@h refused')
  expect(one.sent).toMatchObject([{ words: 'https://u:[secret]@h refused', incident: { index: 0 } }])
  expect(lines).toEqual(['pader: a notification (generic) was not sent: the receiver answered 410\n'])
})

test('what a receiver says to a message goes through the same sieve', async () => {
  const other: Receiver = { kind: 'email', send: async () => ({ why: 'no: "535 hush is wrong"', isFinal: false }) }
  const { passed, lines } = process([other])
  await passed('needs a person', 'a node is behind')
  expect(lines.join('')).toContain('no: "535 [secret] is wrong"')
})

test('a process that is started again tells trouble that goes on no second time, and that it is over', async () => {
  const [one, store] = [listening(), memoryStore()]
  await process([one], store).passed('needs a person', 'a node is behind')
  await process([one], store).passed('needs a person', 'a node is behind')
  expect(one.sent).toHaveLength(1)
  await process([one], store).passed('in sync', 'as it should be')
  await process([one], store).passed('in sync', 'as it should be')
  expect(one.sent.slice(1)).toMatchObject([
    { state: 'well', words: 'well again: as it should be', incident: one.sent[0]?.incident && { index: 1 } },
  ])
})

test('of two hosts with one state the one that takes over repeats nothing, and the one that takes over again knows what the other told', async () => {
  const [one, store] = [listening(), memoryStore()]
  const [first, second] = [process([one], store), process([one], store)]
  await first.passed('needs a person', 'a node is behind')
  await second.passed('needs a person', 'a node is behind')
  await second.passed('in sync', 'as it should be')
  await first.passed('in sync', 'as it should be')
  expect(one.sent.map(({ words }) => words)).toEqual(['a node is behind', 'well again: as it should be'])
  await second.passed('needs a person', 'a list differs')
  await first.passed('needs a person', 'a list differs')
  expect(one.sent).toHaveLength(3)
  expect([...store.files.keys()]).toEqual(['told/demo.json'])
})

test('a state that is away for a while makes nobody forget what this process has told', async () => {
  const [one, store] = [listening(), memoryStore()]
  const away = async (): Promise<never> => Promise.reject(new Error('away'))
  const { passed, lines } = process([one], { ...store, read: away, replace: away })
  await passed('needs a person', 'a node is behind')
  await passed('needs a person', 'a node is behind')
  expect(one.sent).toHaveLength(1)
  expect(lines).toEqual(['pader: what was reported cannot be recorded: away\n'])
})

test('what a receiver that was away was not told, it is told after the next pass, once, and the newest of it only', async () => {
  const one = listening()
  let isAway = true
  const away = { why: 'no answer', isFinal: false }
  const receiver: Receiver = { ...one, send: async (told) => (isAway ? away : one.send(told)) }
  const { passed, lines } = process([receiver])
  await passed('needs a person', 'a node is behind')
  await passed('needs a person', 'a node is behind')
  await passed('needs a person', 'two nodes are behind')
  expect(lines).toHaveLength(3)
  expect(lines[0]).toContain('no answer; another attempt follows after the next pass')
  isAway = false
  await passed('needs a person', 'two nodes are behind')
  await passed('needs a person', 'two nodes are behind')
  expect(one.sent.map(({ words }) => words)).toEqual(['two nodes are behind'])
})
