import { describe, expect, test } from 'vitest'
import { block, loggedIn, rich } from './world/rich.ts'
import { Client, documentId, emulate, keys, N2, property, T1, T2, wrapped } from './world/two-site.ts'

const basic = { authorization: `Basic ${Buffer.from('writer:secret').toString('base64')}` }
const payload = { 'content-type': 'application/mwg+xml' }

describe('paths', () => {
  test.each([
    ['double slashes', '//list//com.scur.type.regex.386'],
    ['a slash at the end', 'list/com.scur.type.regex.386/'],
    ['a query that nobody needs', 'list/com.scur.type.regex.386?name=x'],
    ['a matrix parameter in the middle', 'list;a=b/com.scur.type.regex.386'],
    ['escaped letters', 'list/com%2Escur.type.regex.386'],
  ])('with %s lead there', (_, path) => {
    expect(loggedIn().ask('GET', path).text).toContain('<id>com.scur.type.regex.386</id>')
  })

  test('may carry the session at the end of any segment', () => {
    const client = loggedIn()
    const id = client.cookie!.slice('JSESSIONID='.length)
    client.cookie = undefined
    expect(client.ask('GET', `list;jsessionid=${id}/com.scur.type.regex.386`).status).toBe(200)
    expect(client.ask('GET', 'list/com.scur.type.regex.386').status).toBe(401)
  })
})

describe('paging', () => {
  test.each([
    ['page=1&pageSize=-1', 4, 'page=1&amp;pageSize=4'],
    ['page=2&pageSize=3', 1, 'page=2&amp;pageSize=3'],
    ['pageSize=2', 2, 'page=1&amp;pageSize=2'],
    ['page=0', 4, 'page=1&amp;pageSize=4'],
  ])('%s shows %d of four, and every link has a page', (query, shown, current) => {
    const { text } = loggedIn().ask('GET', `appliances?${query}`)
    expect(text.match(/<entry>/g)).toHaveLength(shown)
    expect(text).toContain(`${current}" rel="current"/>`)
    for (const [, href] of text.matchAll(/<link href="([^"]*\?[^"]*)"/g)) expect(href).toMatch(/[?;]page=\d+/)
  })

  test('nonsense is refused, and a feed of nothing has no entry', () => {
    const client = loggedIn({}, { ...rich, settings: [] })
    expect(client.ask('GET', 'appliances?page=two').status).toBe(400)
    expect(client.ask('GET', 'setting').text).toMatch(
      /^<feed><id>Settings<\/id><title>Settings<\/title><link [^>]*rel="current"\/>(?!.*<entry>)/,
    )
  })
})

describe('whatever the client says of its body', () => {
  test.each(['GET', 'DELETE'])('a type on %s without a body hurts nobody', (method) => {
    const client = loggedIn()
    expect(client.ask(method, 'list/com.scur.type.ip.877', '', { 'content-type': 'application/xml' }).status).toBe(200)
  })

  test('a body that nobody needs is passed over', () => {
    const client = loggedIn()
    expect(client.ask('POST', 'heartbeat', '<x/>').text).toBe('')
    expect(client.ask('DELETE', 'list/com.scur.type.ip.877', '<x/>').status).toBe(200)
  })

  test.each(['nothing', 'application/mwg+xml'])('a property answers %s as it was asked', (accept) => {
    const { text } = loggedIn().ask('GET', property(T2, keys.priority), '', accept === 'nothing' ? {} : { accept })
    expect(text).toMatch(accept === 'nothing' ? /^<entry><link [^>]*\/><content>10<\/content><\/entry>$/ : /^10$/)
  })

  test('a whole document is put as it was read; what was escaped twice comes back escaped once', () => {
    const client = loggedIn()
    const path = `appliances/${T2}/configuration/${documentId}`
    const { text } = client.ask('GET', path)
    const again = client.ask('PUT', path, text)
    expect(again.text).toBe(text)
    const twice = text.replace(/(key="test\.network"[^>]*value=)"[^"]*"/, '$1"&amp;lt;list/&amp;gt;"')
    client.ask('PUT', path, twice)
    expect(client.ask('GET', property(T2, keys.network)).text).toContain('<content>&amp;lt;list/&amp;gt;</content>')
  })

  test('XML with a document type, or more than one root, is refused and changes nothing', () => {
    const client = loggedIn()
    for (const body of ['<!DOCTYPE e [<!ENTITY x "1">]><entry><content>&x;</content></entry>', '<entry/><entry/>', ''])
      expect(client.ask('PUT', property(T2, keys.priority), body).status).toBe(400)
    expect(client.ask('GET', property(T2, keys.priority)).text).toContain('>10<')
  })
})

test('a backup by Basic and an old cookie works, and leaves a session behind', () => {
  const client = new Client(emulate(), T1)
  client.cookie = `JSESSIONID=${'0'.repeat(32)}`
  const backup = client.ask('POST', 'backup', '', basic)
  expect(backup.text).toContain('<co_backup_data>')
  expect(/^[\u0020-\u007e\n]*$/.test(backup.text), 'a client decodes the whole body as text').toBe(true)
  expect(client.ask('POST', 'logout').status).toBe(401)
  expect(client.cluster.picture().nodes[0]!.sessions).toHaveLength(1)
})

describe('what exists once for the whole cluster', () => {
  test('settings and documents are read and changed like those of nodes', () => {
    const client = loggedIn()
    expect(client.ask('GET', 'setting').text).toContain(
      `<entry><id>${block}.5194</id><title>AI Blocks</title><type>${block}</type><link href="https://gw:4712/Konfigurator/REST/setting/${block}.5194" rel="self"/></entry>`,
    )
    expect(client.ask('GET', `setting/${block}.5194`).text).toContain(
      `<configuration version="1.6" mwg-version="12.2.15-51390" id="${block}.5194" defaultRights="2" templateId="com.scur.template.mainaction.block" name="AI Blocks" targetId="${block}">`,
    )
    expect(client.ask('PUT', `setting/${block}.5194/property/BlockReasonID`, wrapped('4')).text).toContain('</entry>')
    expect(client.ask('GET', 'cluster/configuration').text).toContain('<id>com.scur.engine.tenant.configuration</id>')
    expect(client.ask('PUT', 'cluster/configuration/com.scur.engine.tenant/property/id', wrapped('8')).status).toBe(200)
    client.ask('POST', 'discard')
    expect(client.ask('GET', `setting/${block}.5194/property/BlockReasonID`).text).toContain('>0<')
  })

  test.each(['version', 'version/mwg-ui', 'version/mwg-rest'])('%s is an entry with the version', (path) => {
    expect(loggedIn().ask('GET', path).text).toBe('<entry><content>12.2.15-51390</content></entry>')
  })

  test('a licence goes to all nodes at once, an empty one to none', () => {
    const client = loggedIn()
    const type = { 'content-type': 'text/plain; charset=UTF-8' }
    expect(client.ask('POST', 'appliances/license', ' ', type).status).toBe(400)
    expect(client.ask('POST', 'appliances/license', 'licence', type)).toMatchObject({ status: 200, text: '' })
    expect(client.ask('GET', `appliances/${T1}/log/audit/audit.log`).text).toContain('ACTIVATE_LICENSE_FILE')
  })
})

describe('actions', () => {
  test.each(['flushcache', 'rotateLogs', 'rotateAndPushLogs', 'license'])(
    '%s is done at once, and not by GET',
    (name) => {
      const client = loggedIn()
      expect(client.ask('POST', `appliances/${N2}/action/${name}`)).toMatchObject({ status: 200, text: '' })
      expect(client.ask('GET', `appliances/${N2}/action/${name}`).status).toBe(405)
      expect(client.ask('POST', `appliances/${N2}/action/rotatelogs`).status).toBe(404)
    },
  )

  test('restart ends the sessions there, shutdown the node', () => {
    const client = loggedIn()
    expect(client.ask('POST', `appliances/${N2}/action/shutdown`).status).toBe(200)
    expect(new Client(client.cluster, N2).send('GET', 'appliances').kind).toBe('reset')
    client.ask('POST', `appliances/${T1}/action/restart`)
    expect(client.ask('GET', 'appliances').status).toBe(401)
  })
})

describe('lists', () => {
  test('are renamed and copied, and entries move, at the paths that were decided', () => {
    const client = loggedIn()
    const list = 'list/com.scur.type.regex.386'
    expect(client.ask('POST', `${list}/rename?name=other`).text).toContain('<title>other</title>')
    const copy = /<id>([^<]+)<\/id>/.exec(client.ask('POST', `${list}/copy?name=twin`).text)![1]!
    client.ask('POST', `list/${copy}/entry/2/move?position=0`)
    const values = (id: string): string[] =>
      [...client.ask('GET', `list/${id}`).text.matchAll(/<entry>([^<]*)<\/entry>/g)].map(([, one]) => one!)
    expect(values(copy)).toEqual(['c', '*.example.com*', 'b'])
    expect(values('com.scur.type.regex.386')).toEqual(['*.example.com*', 'b', 'c'])
  })

  test('keep what their own attributes say, also through a backup', () => {
    const client = loggedIn()
    const attributes =
      'classifier="Other2" systemList="false" structuralList="true" defaultRights="1" feature="f" subId="9"'
    const body = `<list name="kept" typeId="com.scur.type.ip" ${attributes}><description/><content/></list>`
    const { text } = client.ask('POST', 'list', body, payload)
    expect(text).toContain(attributes)
    const id = /<id>([^<]+)<\/id>/.exec(text)![1]!
    client.ask('POST', 'commit')
    const backup = client.ask('POST', 'backup').text
    client.ask('PUT', `list/${id}`, body.replace('Other2', 'Other3'), payload)
    client.ask('POST', 'commit')
    expect(client.ask('GET', `list/${id}`).text).toContain('Other3')
    client.ask('POST', 'restore', backup)
    expect(client.ask('GET', `list/${id}`).text).toContain(attributes)
  })

  test('of one name may be of two types, not of one', () => {
    const client = loggedIn()
    expect(client.ask('POST', 'list?type=ip&name=blocklist').status).toBe(200)
    expect(client.ask('POST', 'list?type=ip&name=blocklist').status).toBe(409)
  })

  test('hold rows, which are refused where simple entries belong, and twice', () => {
    const client = loggedIn()
    const row =
      '<listEntry><complexEntry><configurationProperties><configurationProperty key="K" type="com.scur.type.string" value="V"/></configurationProperties></complexEntry><description/></listEntry>'
    const id = /<id>([^<]+)<\/id>/.exec(client.ask('POST', 'list?type=complex.maptype&name=map').text)![1]!
    expect(id).toMatch(/^com\.scur\.type\.complex\.maptype\.\d+$/)
    expect(client.ask('POST', `list/${id}/entry/0/insert`, row, payload).status).toBe(200)
    expect(client.ask('POST', `list/${id}/entry/0/insert`, row, payload).text).toContain('duplicate list entry')
    expect(client.ask('POST', 'list/com.scur.type.regex.386/entry/0/insert', row, payload).status).toBe(422)
  })
})

test('all rule sets are exported as one document with what any of them uses', () => {
  const { text } = loggedIn().ask('POST', 'rulesets/export')
  expect(text.match(/<ruleGroup /g)).toHaveLength(2)
  expect(text.match(/<string>com\.scur\.type\.regex\.386<\/string>/g)).toHaveLength(1)
})
