import { createTar } from 'nanotar'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readBackup, unpackBackup } from '../../../src/appliance/backup.ts'
import { digest } from '../../../src/model/names.ts'
import { known } from '../../../src/model/observed.ts'
import { checkBackup } from '../../../src/reconcile/backup/check-backup.ts'
import { aScene, policyOf, words } from '../world/rule-set-scene.ts'
import { look, type Look } from '../../../src/reconcile/observe/observe.ts'
import {
  clusterClock,
  dialect,
  emulate,
  gatewaysOver,
  memoryTransport,
  names,
  settingCodec,
  T1,
  T2,
} from '../../simulation/cluster-world.ts'

const values = { 'groups.network': ['all'], priority: 10 }

async function observed(): Promise<{ readonly seen: Look; readonly bytes: Uint8Array }> {
  const cluster = emulate(
    new Map([
      [T1, values],
      [T2, values],
    ]),
  )
  const clock = clusterClock(cluster)
  const { entry } = gatewaysOver((node) => memoryTransport(cluster, node, clock), clock)
  const scope = { names, dialect, codec: settingCodec, systemFiles: new Map(), lists: true }
  return entry.read(async (reader) => {
    const seen = await look(reader, scope, '2026-09-01T08:00:00Z')
    const backup = await reader.backup()
    if (backup.kind !== 'known') throw new Error('no backup')
    return { seen, bytes: backup.value }
  })
}

test('a backup unpacks into the documents of every node and the lists of the policy', async () => {
  const contents = readBackup((await observed()).bytes)
  if ('problem' in contents) throw new Error(contents.problem)
  expect([...contents.documents.keys()].toSorted()).toEqual([T1, T2])
  expect([...contents.lists.values()].map(({ name, entries }) => [name, entries.length])).toEqual([['blocklist', 1]])
})

test('a backup that holds what was observed passes, whether its layout is certain or not', async () => {
  const { seen, bytes } = await observed()
  expect(seen.cluster.nodes.size).toBe(2)
  expect(checkBackup(bytes, seen.cluster, true)).toBeUndefined()
  expect(checkBackup(bytes, seen.cluster, false)).toBeUndefined()
})

test('a list that changed between looking and backup is named', async () => {
  const { seen, bytes } = await observed()
  const lists = seen.cluster.lists.kind === 'known' ? seen.cluster.lists.value : new Map()
  const [id, list] = [...lists][0]!
  const before = { ...seen.cluster, lists: known(new Map([[id, { ...list, entries: [] }]])) }
  expect(checkBackup(bytes, before, false)).toContain('the list "blocklist" in it is not what was observed')
})

test('rule sets and values of their settings are compared, those that one side alone has too', async () => {
  const scene = aScene(policyOf([{ name: 'A', size: 1 }], 'no'))
  const bytes = await scene.backup()
  const checked = async (sketches: Parameters<typeof policyOf>[0], reason: string): Promise<string | undefined> => {
    const other = aScene(policyOf(sketches, reason))
    return checkBackup(bytes, (await other.see()).cluster, false, words)
  }
  expect(await checked([{ name: 'A', size: 1 }], 'no')).toBeUndefined()
  expect(await checked([{ name: 'A', size: 2 }], 'no')).toContain('the rule set "A" in it is not what was observed')
  expect(await checked([{ name: 'A', size: 1 }], 'never')).toContain('the rule set "A" in it is not what was observed')
  expect(await checked([], 'no')).toContain('the rule set "A" in it is not what was observed')
  const more = [
    { name: 'A', size: 1 },
    { name: 'B', size: 1 },
  ]
  expect(await checked(more, 'no'), 'a layout that is not certain may hide it').toBeUndefined()
})

test('a document that is missing in a backup of a certain layout is named', async () => {
  const { seen, bytes } = await observed()
  const gone = new Map([['gone', known(digest('00'))]])
  const nodes = new Map([...seen.cluster.nodes].map(([id, node]) => [id, { ...node, documents: gone }]))
  expect(checkBackup(bytes, { ...seen.cluster, nodes }, true)).toContain('it lacks the document "gone" of tokyo-1')
})

test.each([
  ['text', 'this is no backup', 'it is no XML'],
  ['no archive', '<backup/>', 'there is no archive in it'],
  ['a damaged archive', '<b><c>H4sIAAAAAAAAA0tMSgYAwkEkNQMAAA</c></b>', 'does not unpack'],
])('%s is no backup', (_, text, message) => {
  expect(readBackup(new TextEncoder().encode(text))).toMatchObject({ problem: expect.stringContaining(message) })
})

const packed = (tar: Uint8Array): Uint8Array =>
  new TextEncoder().encode(`<backup><data>${gzipSync(tar).toString('base64')}</data></backup>`)
const MIB = 1024 * 1024

test('an archive that would fill the memory is refused before it does, and says at which size', () => {
  expect(readBackup(packed(new Uint8Array(65 * MIB)))).toEqual({
    problem: 'the archive in it unpacks to more than 64 MiB, which no backup of a cluster does',
  })
})

test('a large archive that packs no better than documents do is read', () => {
  const noise = new Uint8Array(MIB)
  for (let at = 0, state = 1; at < noise.length; at += 1) noise[at] = (state = (state * 48271) % 2147483647) % 251
  const files = [
    { name: 'noise', data: noise },
    { name: 'zeros', data: new Uint8Array(66 * MIB) },
  ]
  const unpacked = unpackBackup(packed(createTar(files)))
  expect('files' in unpacked ? [...unpacked.files.keys()] : unpacked).toEqual(['noise', 'zeros'])
})
