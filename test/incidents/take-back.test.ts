import { afterEach, beforeEach, expect, test } from 'vitest'
import { setHold } from '../../src/reconcile/locks/hold.ts'
import { fileLeases } from '../../src/reconcile/locks/lease.ts'
import { telling } from './said.ts'
import { raise, type Stage } from './stage.ts'
import { watchPass } from './watch-pass.ts'

/** Ten nodes in New York: as many as are a large part of a cluster. */
const newYork = `format: 1
region: amer
timeZone: America/New_York
clientNetworks: [10.1.16.0/20]

nodes:
${Array.from({ length: 10 }, (_, index) => nodeText(index + 1)).join('')}`

function nodeText(number: number): string {
  const uuid = `564DAD79-A7BB-BCC2-55C0-58383C9557${String(number).padStart(2, '0')}`
  const transit = number === 1 ? '    transit: true\n' : ''
  return `  newyork-${number}:
    uuid: ${uuid}
    address: 10.1.0.${number + 10}
${transit}    interfaces:
      eth0: { address: 10.1.0.${number + 10}/24, role: cluster }
      eth1: { address: 10.1.16.${number + 10}/20, role: users }
`
}

let stage: Stage
beforeEach(async () => {
  stage = await raise({ files: { 'locations/newyork.yaml': newYork } })
  expect(await stage.pader('apply --yes --quiet')).toBe(0)
  await stage.rewriteHostFile((text) =>
    text.replace(
      '    askNodes: true\n',
      "    askNodes: true\n    canary: { order: [newyork], soakMinutes: 1, probe: { url: 'http://probe.example.com/', port: 9090 } }\n",
    ),
  )
  await stage.edit('cluster.yaml', 'defaults:\n', 'defaults:\n  messages: { timeout: 45 }\n')
  stage.revision = 'b2'.repeat(20)
  stage.silent.add('10.1.0.12')
})
afterEach(async () => stage.close())

const said = telling(() => stage)

/** What every node holds, as the entry node has it stored. */
const held = (): string =>
  JSON.stringify(stage.emulated.dump(stage.uuid('tokyo-1'))?.nodes.map(({ uuid, documents }) => [uuid, documents]))

/** Lets the process die where it begins to write the way back. */
function dieOnTheWayBack(): void {
  stage.meanwhile('POST /commit', () =>
    stage.meanwhile('PUT /appliances', () => {
      throw new Error('killed')
    }),
  )
}

test('whoever may change many nodes may take them back', async () => {
  const before = held()
  const text = await said('apply --yes --quiet --allow-mass-change', 4)
  expect(text).toMatch(/the request for\s+http:\/\/probe.example.com\/\s+through\s+newyork-2\s+failed/)
  expect(text).toContain('in sync after 1 commit')
  expect(held()).toBe(before)
})

test('a way back that died half-way is gone to its end by the next apply, which asks the guards again', async () => {
  const before = held()
  dieOnTheWayBack()
  await said('apply --yes --quiet --allow-mass-change', 1)
  expect(await said('status', 2)).toContain('on hold')
  // Nobody has said to this run that it may change so many nodes.
  const refused = await said('apply --yes --quiet', 7)
  expect(refused).toContain('GUARD-MASS-CHANGE')
  expect(refused).toContain('on hold:')
  expect(held()).not.toBe(before)
  const gone = await said('apply --yes --quiet --allow-mass-change', 4)
  expect(gone).toContain('rolling back what op@jump did with "pader apply"')
  expect(held()).toBe(before)
  // Now it is done: what is held stays held, and nobody goes back any further.
  expect(await said('apply --yes --quiet --allow-mass-change', 4)).toContain('on hold')
  expect(held()).toBe(before)
})

test('a way back that died half-way is gone to its end by the next pass of a watch', async () => {
  const before = held()
  dieOnTheWayBack()
  // Few enough that no guard has anything to say: a watch overrides none.
  await stage.edit('cluster.yaml', '  messages: { timeout: 45 }\n', '')
  const [nodes, few] = ['  newyork-2:\n', '  newyork-2:\n    messages: { timeout: 45 }\n']
  await stage.edit('locations/newyork.yaml', nodes, few)
  await stage.edit('locations/tokyo.yaml', '  tokyo-2:\n', '  tokyo-2:\n    messages: { timeout: 45 }\n')
  await said('apply --yes --quiet', 1)
  expect(held()).not.toBe(before)
  expect(await watchPass(stage, 'enforce')).toEqual({
    kind: 'needs a person',
    why: 'an earlier rollout was not healthy; what it had changed was rolled back',
  })
  expect(held()).toBe(before)
  expect(await watchPass(stage, 'enforce')).toMatchObject({
    kind: 'needs a person',
    why: expect.stringContaining('on hold') as string,
  })
  expect(held()).toBe(before)
})

test('a way back that leaves something to a person is taken once, and not again by each pass', async () => {
  dieOnTheWayBack()
  await said('apply --yes --quiet --allow-mass-change', 1)
  stage.wait(1)
  stage.saves('carol', 'tokyo-1', 'newyork-3', 'messages.timeout', '77')
  expect(await said('apply --yes --quiet --allow-mass-change', 9)).toContain('somebody else has changed it since')
  const journal = stage.store.files.get('journal/two-site.jsonl')
  const again = await said('apply --yes --quiet --allow-mass-change', 4)
  expect(again).toContain('on hold')
  expect(again).not.toContain('rolling back')
  expect(stage.store.files.get('journal/two-site.jsonl')).toEqual(journal)
})

test('another commit ends the way back that died: what it wants is planned from what is there', async () => {
  dieOnTheWayBack()
  await said('apply --yes --quiet --allow-mass-change', 1)
  await stage.edit('cluster.yaml', 'timeout: 45', 'timeout: 50')
  stage.revision = 'c3'.repeat(20)
  stage.silent.clear()
  expect(await said('apply --yes --quiet --allow-mass-change', 0)).toContain('in sync after 2 commits')
  // What is newest is another rollout now: nobody takes it back in the name of the one before.
  await stage.edit('cluster.yaml', 'timeout: 50', 'timeout: 45')
  stage.revision = 'b2'.repeat(20)
  const text = await said('apply --yes --quiet --allow-mass-change', 4)
  expect(text).toContain('on hold')
  expect(text).not.toContain('rolling back')
})

test('while somebody is at work, nobody goes on with what they are taking back', async () => {
  dieOnTheWayBack()
  await said('apply --yes --quiet --allow-mass-change', 1)
  const clock = { now: () => stage.now(), sleep: async () => undefined }
  await fileLeases(stage.store, clock).acquire(stage.cluster.name, 'a watch', 'rollback')
  const [before, hold] = [held(), stage.store.files.get('hold/runs/two-site.json')]
  expect(await said('apply --yes --quiet --allow-mass-change', 5)).toContain('a watch is at work there (rollback)')
  expect(held()).toBe(before)
  // Another hold would have ended the run of the watch.
  expect(stage.store.files.get('hold/runs/two-site.json')).toEqual(hold)
})

test('a hold that a person sets while it is taken back stops that, and stays', async () => {
  stage.meanwhile('POST /commit', () =>
    stage.meanwhile('PUT /appliances', () => {
      void setHold(stage.store, stage.cluster.name, { by: 'a person', why: 'hands off' })
    }),
  )
  const text = await said('apply --yes --quiet --allow-mass-change', 7)
  expect(text).toContain('held by a person: hands off')
  expect(await said('status', 2)).toContain('hands off')
})
