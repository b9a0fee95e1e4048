import { describe, expect, test } from 'vitest'
import { createCluster } from '../../src/emulator/cluster.ts'
import type { Fault } from '../../src/emulator/faults.ts'
import type { Switches } from '../../src/emulator/switches.ts'
import { loggedIn } from './world/rich.ts'
import {
  Client,
  documentId,
  header,
  keys,
  N1,
  N2,
  profile,
  property,
  T1,
  T2,
  twoSites,
  wrapped,
} from './world/two-site.ts'

describe('decisions that nobody has published', () => {
  const rows: readonly (readonly [Partial<Switches>, (client: Client) => unknown, unknown, unknown])[] = [
    [{ statusNotFound: 410 }, (client) => client.ask('GET', 'list/none').status, 404, 410],
    [{ statusMalformed: 422 }, (client) => client.ask('PUT', property(T1, keys.priority), 'x').status, 400, 422],
    [{ statusWrongMethod: 501 }, (client) => client.ask('PUT', 'commit').status, 405, 501],
    [{ statusListExists: 422 }, (client) => client.ask('POST', 'list?type=regex&name=blocklist').status, 409, 422],
    [
      { refusalBody: 'xml' },
      (client) => client.ask('GET', 'list/none').text.trim(),
      'list "none" does not exist',
      '<error>list "none" does not exist</error>',
    ],
    [
      { refusalBody: 'html' },
      (client) => header(client.ask('GET', 'list/none'), 'content-type'),
      'text/plain;charset=UTF-8',
      'text/html;charset=utf-8',
    ],
    [
      { emptyAnswerType: 'xml' },
      (client) => header(client.ask('POST', 'heartbeat'), 'content-type'),
      undefined,
      'application/xml;charset=UTF-8',
    ],
    [
      { pageBeyondEnd: 'last' },
      (client) => client.ask('GET', 'appliances?page=9&pageSize=3').text.match(/<entry>/g)?.length,
      undefined,
      1,
    ],
    [{ applianceMember: 'absent' }, (client) => client.ask('GET', `appliances/${T1}`).status, 200, 404],
    [{ logoutByGet: 'no' }, (client) => client.ask('GET', 'logout').status, 200, 405],
    [{ backupByGet: 'no' }, (client) => client.ask('GET', 'backup').status, 200, 405],
    [{ actionsByGet: 'yes' }, (client) => client.ask('GET', `appliances/${T1}/action/flushcache`).status, 405, 200],
    [
      { systemFilesNeedCommit: 'no' },
      (client) => {
        client.ask('PUT', `appliances/${T2}/system/etc/hosts`, 'new')
        client.ask('POST', 'discard')
        return client.ask('GET', `appliances/${T2}/system/etc/hosts`).text
      },
      '127.0.0.1 localhost\n',
      'new',
    ],
    [{ fipsMode: 'yes' }, (client) => client.ask('PUT', `appliances/${T2}/system/etc/hosts`, 'new').status, 200, 403],
    [
      { restoreAnswer: 'text' },
      (client) => client.ask('POST', 'restore', client.ask('POST', 'backup').text).text,
      '',
      'the backup is restored\n',
    ],
    [
      { restoreMembers: 'refuse' },
      (client) => {
        const backup = client.ask('POST', 'backup').text
        client.cluster.control({ kind: 'remove node', at: T1, node: N2 }, Client.now)
        const { status } = client.ask('POST', 'restore', backup)
        return [status, client.cluster.picture().nodes[0]!.members]
      },
      [200, 3],
      [500, 3],
    ],
    [
      { saveWithUnreachable: 'refuse' },
      (client) => {
        client.cluster.control({ kind: 'down', node: N2 }, Client.now)
        client.ask('PUT', property(T1, keys.priority), wrapped('9'))
        const { text } = client.ask('POST', 'commit')
        return text.includes(`StorageConfigurationRejectedLocal`)
      },
      false,
      true,
    ],
    [
      { statusRejected: 409 },
      (client) => {
        client.ask('PUT', property(T2, keys.network), wrapped('alone'))
        return client.ask('POST', 'commit').status
      },
      500,
      409,
    ],
  ]

  test.each(rows)('%j', (switches, look, usual, otherwise) => {
    expect([look(loggedIn()), look(loggedIn(switches))]).toEqual([usual, otherwise])
  })

  test('a port without the interface answers as if nothing were there', () => {
    const roles = { ...profile.roles, restHttps: { document: documentId, key: keys.runtime } }
    const ask = (switches: Partial<Switches>): number =>
      new Client(createCluster(twoSites, { ...profile, roles }, switches), T1).login().status
    expect([ask({}), ask({ statusNotServed: 403 })]).toEqual([404, 403])
  })
})

describe('faults', () => {
  const armed = (on: string, fault: Fault): Client => {
    const client = loggedIn()
    expect(client.cluster.control({ kind: 'fault', fault: { on, fault } }, Client.now).kind).toBe('done')
    return client
  }
  const saved = (client: Client): void => {
    client.ask('PUT', property(T2, keys.priority), wrapped('33'))
    expect(client.ask('POST', 'commit')).toMatchObject({ status: 200, text: '' })
    client.wait(300_000)
  }

  test('a commit answers 200 and one node stays behind', () => {
    const client = armed('POST commit', { kind: 'leave behind', node: N1 })
    saved(client)
    const holdings = [...client.cluster.holdings()]
    expect(holdings.filter(([, storage]) => storage !== client.cluster.holdings().get(T1))).toEqual([[N1, 1]])
  })

  test('an administrator saves in between, and the later commit wipes it', () => {
    const client = armed('POST commit', { kind: 'colleague saves' })
    saved(client)
    client.ask('POST', 'discard')
    expect(client.ask('GET', 'list/com.scur.type.regex.386').text).not.toContain('edited by a colleague')
    const other = armed('GET appliances', { kind: 'colleague saves' })
    other.ask('GET', 'appliances')
    other.ask('POST', 'discard')
    expect(other.ask('GET', 'list/com.scur.type.regex.386').text).toContain('edited by a colleague')
  })

  test('an answer is slow, or empty where XML is due, or a duplicate', () => {
    expect(armed('GET list', { kind: 'slow', milliseconds: 2_000 }).send('GET', 'list').delay).toBe(2_000)
    expect(armed('GET list', { kind: 'empty answer' }).ask('GET', 'list')).toMatchObject({ status: 200, text: '' })
    const entry = '<listEntry><entry>new</entry></listEntry>'
    const insert = armed('POST list', { kind: 'duplicate' }).ask(
      'POST',
      'list/com.scur.type.regex.386/entry/0/insert',
      entry,
    )
    expect([insert.status, insert.text.trim()]).toEqual([422, 'duplicate list entry'])
  })
})
