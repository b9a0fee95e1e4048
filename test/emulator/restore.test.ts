import { expect, test } from 'vitest'
import { profileFor, seedOfBackup } from '../../src/emulator/backup-seed.ts'
import { createCluster } from '../../src/emulator/cluster.ts'
import { readBackup } from '../../src/emulator/read-backup.ts'
import { Client, emulate, keys, N1, profile, property, start, T1, T2, twoSites, wrapped } from './world/two-site.ts'

const list =
  '<list name="extra" typeId="com.scur.type.ip"><content><listEntry><entry>192.0.2.1</entry></listEntry></content></list>'

/** Everything that a client can read of a cluster. */
function all(client: Client): string {
  const ids = /<id>(com\.scur[^<]+)<\/id>/g
  const lists = [...client.ask('GET', 'list').text.matchAll(ids)].map(([, id]) => client.ask('GET', `list/${id}`).text)
  const values = [T1, T2, N1].map((uuid) => client.ask('GET', property(uuid, keys.priority)).text)
  return [...lists, ...values, client.ask('GET', 'rulesets').text].join('\n')
}

function auditLog(client: Client): string {
  return client.ask('GET', `appliances/${T1}/log/audit/audit.log`).text
}

function opened(): Client {
  const client = new Client(emulate(), T1)
  client.login()
  return client
}

test('a restore brings back what was backed up, everywhere, at once and without a commit', () => {
  const client = opened()
  const before = all(client)
  const backup = client.ask('POST', 'backup').text
  client.ask('POST', 'list', list, { 'content-type': 'application/mwg+xml' })
  client.ask('PUT', property(T2, keys.priority), wrapped('77'))
  expect(client.ask('POST', 'commit').status).toBe(200)
  client.wait(60_000)
  expect(all(client)).not.toBe(before)
  expect(client.ask('POST', 'restore', backup, { 'content-type': 'application/xml' })).toMatchObject({
    status: 200,
    body: '',
  })
  expect(all(client)).toBe(before)
  client.wait(60_000)
  const { nodes } = client.cluster.picture()
  expect(new Set(nodes.map(({ storage }) => storage)).size).toBe(1)
  expect(auditLog(client)).toMatch(/RESTORE_STARTED[\s\S]*RESTORE_SUCCEDED/)
})

test.each([
  ['nothing', ''],
  ['no XML', 'hello'],
  ['XML without an archive', '<co_backup/>'],
  ['an archive that is none', '<co_backup><co_backup_data>aGVsbG8=</co_backup_data></co_backup>'],
])('%s is refused and changes nothing', (_, body) => {
  const client = opened()
  const before = all(client)
  expect(client.ask('POST', 'restore', body).status).toBe(400)
  expect(all(client)).toBe(before)
  expect(auditLog(client)).toContain('RESTORE_FAILED')
})

test('a backup cut off anywhere is refused or holds nothing else than the whole', () => {
  const client = opened()
  const before = all(client)
  const backup = client.ask('POST', 'backup').text
  for (let part = 1; part < 20; part += 1) {
    client.ask('POST', 'restore', backup.slice(0, (backup.length * part) / 20))
    expect(all(client)).toBe(before)
  }
})

test('who may only look may not restore', () => {
  const client = new Client(emulate(), T1)
  client.login('reader')
  expect(client.ask('POST', 'restore', client.ask('POST', 'backup').text).status).toBe(403)
})

const subscribed =
  '<list name="subscribed" typeId="com.scur.type.ip" classifier="Other"><description>x</description><setup><connection><url>https://lists.example.com/</url></connection></setup><content/></list>'

test('an emulated cluster starts from a backup and is the one that was backed up, subscriptions included', () => {
  const client = opened()
  client.ask('POST', 'list', subscribed, { 'content-type': 'application/mwg+xml' })
  client.ask('POST', 'commit')
  expect(all(client)).toContain('https://lists.example.com/')
  const contents = readBackup(client.ask('POST', 'backup').text, profile.wire)
  if ('problem' in contents) throw new Error(contents.problem)
  expect(contents.product).toBe('12.2.15-51390')
  const seed = seedOfBackup(contents, { secret: 'other', savedAt: start, accounts: twoSites.accounts })
  const again = new Client(createCluster(seed, profileFor(contents, profile)), T1)
  again.login()
  expect(all(again)).toBe(all(client))
  expect(again.cluster.picture().nodes.map(({ title, networkGroups }) => [title, networkGroups])).toEqual(
    client.cluster.picture().nodes.map(({ title, networkGroups }) => [title, networkGroups]),
  )
})

test('where nobody knows what a backup says of groups, every node reaches every other', () => {
  const contents = readBackup(opened().ask('POST', 'backup').text, profile.wire)
  if ('problem' in contents) throw new Error(contents.problem)
  const elsewhere = { ...profile, roles: { networkGroups: { document: 'other', key: 'other' } } }
  const seed = seedOfBackup(contents, { secret: 'other', savedAt: start, accounts: twoSites.accounts })
  const client = new Client(createCluster(seed, profileFor(contents, elsewhere)), T1)
  client.login()
  client.ask('PUT', property(T2, keys.priority), wrapped('3'))
  expect(client.ask('POST', 'commit').status).toBe(200)
  client.wait(60_000)
  expect(new Set(client.cluster.picture().nodes.map(({ storage }) => storage)).size).toBe(1)
})
