import { expect, test } from 'vitest'
import { clusterName, digest, nodeName, uuid } from '../../../src/model/names.ts'
import type { Step } from '../../../src/plan/plan.ts'
import type { JournalReading } from '../../../src/reconcile/journal/reading.ts'
import { firstWritesSince, withFirstWrites } from '../../../src/reconcile/rollback/first-writes.ts'
import { emptyPolicy } from '../../../src/model/policy/policy.ts'
import { aCluster, place } from '../../plan/a-cluster.ts'

const none = digest('0'.repeat(64))
const priority = (node: string, before: number, after: number): Step => ({
  kind: 'set property',
  node: nodeName(node),
  uuid: uuid(node),
  setting: 'priority',
  before,
  after,
})
const file = (node: string, path: string, before: string, after = '0'): Step => ({
  kind: 'write system file',
  node: nodeName(node),
  uuid: uuid(node),
  path,
  before: digest(before.repeat(64)),
  after: digest(after.repeat(64)),
})

/** Runs of one commit each, and what they wrote. */
function journalOf(...runs: readonly (readonly [revision: string, ...steps: readonly Step[]])[]): JournalReading {
  const records = runs.flatMap(([revision, ...steps]) => [
    { run: revision, event: { kind: 'run started', revision } },
    ...steps.map((step) => ({ run: revision, event: { kind: 'write intended', phase: 1, step } })),
  ])
  return { records: records.map((one) => ({ ...one, cluster: clusterName('test') })), problems: [], end: none } as never
}

test('of everything that was written since a commit the first write counts: it found what was there before', () => {
  const journal = journalOf(
    ['old', priority('a', 1, 2)],
    ['kept', priority('a', 2, 3)],
    ['later', priority('a', 3, 4), priority('b', 7, 8), file('a', 'etc/hosts', '1', '2'), file('b', 'etc/hosts', '4')],
    ['last', priority('a', 4, 5), file('a', 'etc/hosts', '2'), file('a', 'etc/motd', '3')],
  )
  const { settings, files } = firstWritesSince(new Set(['old', 'kept']), journal)
  expect(settings.map(({ node, before }) => [node, before])).toEqual([
    ['a', 3],
    ['b', 7],
  ])
  expect(files.map(({ node, path, before }) => `${node} ${path} ${before?.[0]}`)).toEqual([
    'a etc/hosts 1',
    'b etc/hosts 4',
    'a etc/motd 3',
  ])
})

test('where one of several writes found what somebody else had made of it, that is what was there before', () => {
  const journal = journalOf(
    ['first', priority('a', 1, 2), file('a', 'etc/hosts', '1')],
    ['back', priority('a', 2, 1), priority('b', 7, 8)],
    ['later', priority('a', 5, 6), file('a', 'etc/hosts', '5'), priority('b', 7, 9)],
  )
  const { settings, files } = firstWritesSince(new Set(['long ago']), journal)
  expect(settings.map(({ node, before }) => [node, before])).toEqual([
    ['a', 5],
    ['b', 7],
  ])
  expect(files.map(({ before }) => before?.[0])).toEqual(['5'])
})

test('a file comes back as it was where the commit names no file at that node and path', () => {
  const nodes = ['a', 'b'].map((name) => ({ name, location: 'x' }))
  const systemFiles = [{ node: nodeName('a'), path: 'etc/hosts', text: 'named', place }]
  const cluster = aCluster(nodes, { policy: { ...emptyPolicy, systemFiles } })
  const files = [file('a', 'etc/hosts', '1'), file('a', 'etc/motd', '2'), file('b', 'etc/hosts', '3')]
  const first = { settings: [], files: files.flatMap((one) => (one.kind === 'write system file' ? [one] : [])) }
  const back = withFirstWrites(cluster, first, ({ node, path }) => `${node} ${path}`)
  expect(back.policy.systemFiles.map(({ text }) => text)).toEqual(['named', 'a etc/motd', 'b etc/hosts'])
})
