import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { parseTar } from 'nanotar'
import { describe, expect, test } from 'vitest'
import type { Fault } from '../../src/emulator/faults.ts'
import { Client, documentId, emulate, header, keys, N2, property, T1, T2, twoSites, wrapped } from './world/two-site.ts'

const ruleSet = (name: string, inner = ''): string =>
  `<ruleGroup id="${name}" name="Rules ${name}" enabled="true"><rules><rule><listValue id="com.scur.type.regex.386"/></rule></rules><ruleGroups>${inner}</ruleGroups></ruleGroup>`
const withRules = { ...twoSites, ruleSets: [{ xml: ruleSet('5001', ruleSet('5002')) }, { xml: ruleSet('5003') }] }

function loggedIn(seed = twoSites): Client {
  const client = new Client(emulate({}, seed), T1)
  client.login()
  return client
}

describe('configurations', () => {
  test('have ids below the node, and the type is a shorter id', () => {
    const client = loggedIn()
    const feed = client.ask('GET', `appliances/${N2}/configuration`)
    expect(feed.text).toContain(`<id>${N2}/cfg/${documentId}</id><title>Central Management</title>`)
    const short = client.ask('GET', `appliances/${N2}/configuration/com.scur.engine.cmclusternode`)
    expect(short.text).toContain(`<configuration version="1.0" mwg-version="12.2.15-51390" id="${documentId}"`)
  })

  test('are sent without a wrapper to who wants nothing but the payload', () => {
    const bare = loggedIn().ask('GET', property(T1, keys.priority), '', { accept: 'Application/MWG+XML' })
    expect([bare.status, header(bare, 'content-type'), bare.text]).toEqual([200, 'application/mwg+xml', '10'])
    const path = `appliances/${N2}/configuration/${documentId}`
    const whole = loggedIn().ask('GET', path, '', { accept: 'application/mwg+xml' })
    expect(whole.text).toMatch(/^<configuration /)
  })

  test('carry an inline list as escaped text, which may be spliced', () => {
    const client = loggedIn()
    const { text } = client.ask('GET', property(T1, keys.network))
    const row = '&lt;listEntry&gt;&lt;entry&gt;extra&lt;/entry&gt;&lt;/listEntry&gt;'
    expect(text).toContain('&lt;/content&gt;')
    const put = client.ask(
      'PUT',
      property(T1, keys.network),
      text.replace('&lt;/content&gt;', `${row}&lt;/content&gt;`),
    )
    expect(put.text).toContain('</entry>')
    client.ask('POST', 'commit')
    const [node] = client.cluster.picture().nodes
    expect(node!.networkGroups).toEqual(['tokyo', 'transit', 'extra'])
  })
})

describe('rule sets', () => {
  test('are listed with their children, exported with what they use, and imported', () => {
    const client = loggedIn(withRules)
    const accept = { accept: 'application/mwg+xml' }
    expect(client.ask('GET', 'rulesets', '', accept).text).toBe('5001\n5002\n5003\n')
    expect(client.ask('GET', 'rulesets?topLevelOnly=true', '', accept).text).toBe('5001\n5003\n')
    const exported = client.ask('POST', 'rulesets/rulegroups/5001/export')
    expect(exported.text).toMatch(/^<libraryContent>\n {2}<libraryObject>/)
    expect(exported.text).toContain('<string>com.scur.type.regex.386</string>')
    const imported = client.ask('POST', 'rulesets/import?position=0', exported.text)
    expect(imported.status).toBe(200)
    expect(client.ask('GET', 'rulesets?topLevelOnly=true', '', accept).text).toMatch(/^\d+\n5001\n5003\n$/)
    expect(client.ask('DELETE', 'list/com.scur.type.regex.386').status).toBe(409)
  })

  test('are switched, moved and deleted within the session', () => {
    const client = loggedIn(withRules)
    expect(client.ask('POST', 'rulesets/rulegroups/5003/disable').text).toContain('<enabled>false</enabled>')
    expect(client.ask('POST', 'rulesets/rulegroups/5003/move?parent=5001&position=1').status).toBe(200)
    expect(client.ask('POST', 'rulesets/rulegroups/5001/move?parent=5002').status).toBe(400)
    expect(client.ask('GET', 'rulesets/rulegroups/5001').text).toContain('<noOfChild>2</noOfChild>')
    expect(client.ask('DELETE', 'rulesets/rulegroups/5001').status).toBe(200)
    expect(client.ask('GET', 'rulesets').text).not.toContain('<entry>')
  })
})

describe('files', () => {
  test('of the system are raw and wait for the commit', () => {
    const client = loggedIn()
    expect(client.ask('GET', `appliances/${T2}/system/etc/hosts`).text).toBe('127.0.0.1 localhost\n')
    expect(client.ask('PUT', `appliances/${T2}/system/etc/hosts`, 'new\n', { 'content-type': '*/*' }).status).toBe(200)
    expect(client.ask('GET', `appliances/${T2}/system/etc/hosts`).text).toBe('new\n')
    client.ask('POST', 'discard')
    expect(client.ask('GET', `appliances/${T2}/system/etc/hosts`).text).toBe('127.0.0.1 localhost\n')
  })

  test('for troubleshooting are added, replaced and deleted at once', () => {
    const client = loggedIn()
    const path = `appliances/${T2}/files/trace.txt`
    expect(client.ask('PUT', path, 'x').status).toBe(404)
    expect(client.ask('POST', path, 'x').status).toBe(200)
    client.ask('POST', 'discard')
    expect(client.ask('GET', path).text).toBe('x')
    expect(client.ask('DELETE', path).status).toBe(200)
    expect(client.ask('GET', path).status).toBe(404)
  })
})

describe('logs', () => {
  test('of the coordinator name the peer, in the grammar of the product', () => {
    const client = loggedIn()
    client.cluster.control({ kind: 'cut', between: [T1, T2] }, Client.now)
    client.cluster.control({ kind: 'skew', node: T2, seconds: 0 }, Client.now)
    client.wait(120_000)
    const { text } = client.ask('GET', `appliances/${T1}/log/mwg-errors/mwg-coordinator.errors.log`)
    const line =
      /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \+00:00\] \[Coordinator\] \[NodeRequestFailed\] Message '<co_distribute_shared_data_raw>' on node A0000000-0000-0000-0000-000000000002 \(tokyo-2\) failed with error '\(301 - 'cannot connect'\) - "co_distribute_shared_data_raw: failure 'errno: 113 - 'No route to host'' while sending request - last action: connect"'\.$/m
    expect(text).toMatch(line)
    expect(client.cluster.picture().nodes[0]!.alerts).toContain('Shared Data not synchronized')
  })

  test('of the audit are blocks that a value cannot forge', () => {
    const client = loggedIn()
    const entry = '<listEntry><entry>x\nUser       : nobody</entry></listEntry>'
    client.ask('POST', 'list/com.scur.type.regex.386/entry/0/insert', entry)
    client.ask('POST', 'commit')
    const { text } = client.ask('GET', `appliances/${T1}/log/audit/audit.log`)
    const block = text.split(/^_{10,}$/m).find((part) => part.includes('ADDED_CONTENT'))!
    expect(block).toContain('\nSource ID  : com.scur.type.regex.386\n')
    expect(block.match(/^User/gm)).toHaveLength(1)
  })
})

test('a backup unpacks as clients unpack it', () => {
  const client = loggedIn(withRules)
  const { text } = client.ask('POST', 'backup')
  const packed = /<co_backup_data>([A-Za-z0-9+/=]+)<\/co_backup_data>/.exec(text)![1]!
  const names = parseTar(new Uint8Array(gunzipSync(Buffer.from(packed, 'base64')))).map(({ name }) => name)
  expect(names).toContain('default/1/gwrs.xml')
  expect(names).toContain('default/1/lists/com.scur.type.regex.386.xml')
  expect(names).toContain(`${N2}/cfg/${documentId}.xml`)
})

describe('faults', () => {
  test('strike once, where they were told to', () => {
    const client = loggedIn()
    const arm = (on: string, fault: Fault): void =>
      void client.cluster.control({ kind: 'fault', fault: { on, fault } }, Client.now)
    arm('GET appliances', { kind: 'html error' })
    expect(header(client.ask('GET', 'appliances'), 'content-type')).toContain('html')
    expect(client.ask('GET', 'appliances').status).toBe(200)
    arm('GET appliances', { kind: 'reset' })
    expect(client.send('GET', 'appliances').kind).toBe('reset')
    client.ask('PUT', property(T2, keys.priority), wrapped('33'))
    arm('POST commit', { kind: 'lost reply' })
    expect(client.send('POST', 'commit').kind).toBe('reset')
    expect(client.ask('GET', property(T2, keys.priority)).text).toContain('>33<')
    arm('POST commit', { kind: 'lose session' })
    client.ask('PUT', property(T2, keys.priority), wrapped('34'))
    expect(client.ask('POST', 'commit').status).toBe(401)
  })
})

test('whatever is sent gets an answer', () => {
  const client = loggedIn(withRules)
  const piece = fc.oneof(
    fc.constantFrom(
      'list',
      'entry',
      'appliances',
      T1,
      'property',
      'configuration',
      documentId,
      'rulesets',
      '..',
      '%',
      '%00',
      ';jsessionid=',
      '?page=',
      'pageSize=-9',
      'insert',
      '0',
      '-1',
      '1e9',
      'login',
      'system',
      'log',
      'files',
      'setting',
      'import',
      'com.scur.type.regex.386',
    ),
    fc.string(),
  )
  const body = fc.oneof(
    fc.constantFrom(
      '',
      '<entry><content>',
      '<list/>',
      '<listEntry><complexEntry/></listEntry>',
      '<!DOCTYPE x [<!ENTITY e "x">]><entry>&e;</entry>',
      '<libraryContent><ruleGroup/></libraryContent>',
      '<configuration><configurationProperties><configurationProperty/></configurationProperties></configuration>',
    ),
    fc.string(),
  )
  let answered = 0
  fc.assert(
    fc.property(
      fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'x'),
      fc.array(piece, { maxLength: 6 }),
      body,
      fc.string(),
      (method, pieces, text, type) => {
        const response = client.send(method, pieces.join('/'), text, { 'content-type': type, accept: type })
        expect(response.kind).toBe('answer')
        answered += 1
      },
    ),
    { numRuns: 1500 },
  )
  expect(answered).toBeGreaterThanOrEqual(1500)
})

test('a day of fifty nodes passes in virtual time, and ends in sync', () => {
  const [template] = twoSites.nodes
  const nodes = Array.from({ length: 50 }, (_, index) => ({
    ...template!,
    uuid: `C0000000-0000-0000-0000-${String(index).padStart(12, '0')}`,
    title: `node-${index}`,
    hostname: `node-${index}`,
  }))
  const client = new Client(emulate({}, { ...twoSites, nodes }), nodes[0]!.uuid)
  for (let hour = 0; hour < 24; hour += 1) {
    client.login()
    client.ask('PUT', property(nodes[hour]!.uuid, keys.priority), wrapped(String(hour + 1)))
    expect(client.ask('POST', 'commit').status).toBe(200)
    client.ask('POST', 'logout')
    client.cluster.control({ kind: hour % 2 === 0 ? 'down' : 'up', node: nodes[49]!.uuid }, Client.now)
    client.wait(60 * 60 * 1000)
  }
  const seen = client.cluster.picture().nodes
  expect(new Set(seen.map(({ storage }) => storage)).size).toBe(1)
  expect(seen.every(({ engines }) => engines > 0)).toBe(true)
})
