import { beforeEach, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { Client, emulate, T1 } from './world/two-site.ts'

const blocklist = 'com.scur.type.regex.386'
const servers = 'com.scur.type.ip.877'
const payload = { 'content-type': 'application/mwg+xml' }
const bare = (value: string): string => `<listEntry><entry>${value}</entry><description></description></listEntry>`
const wrapper = (value: string): string =>
  `<entry xmlns="http://www.w3org/2011/Atom"><content type="application/xml">${bare(value)}</content></entry>`

let client: Client
beforeEach(() => {
  client = new Client(emulate(), T1)
  client.login()
})

function values(list = blocklist): string[] {
  return [...client.ask('GET', `list/${list}`).text.matchAll(/<entry>([^<]*)<\/entry>/g)].map(([, value]) => value!)
}

describe('feed of lists', () => {
  test('has listType, links that echo the request, and pages', () => {
    const { text } = client.ask('GET', 'list/?page=1&pageSize=1', '', { 'content-type': 'application/xml' })
    expect(text).toContain('<id>Lists</id><title>Lists</title>')
    expect(text).toContain('<link href="https://gw:4712/Konfigurator/REST/list?page=1&amp;pageSize=1" rel="current"/>')
    expect(text).toContain('page=2&amp;pageSize=1" rel="next"/>')
    expect(text).toContain('page=2&amp;pageSize=1" rel="last"/>')
    expect(text).toContain(
      `<entry><id>${blocklist}</id><title>blocklist</title><listType>regex</listType><link href="https://gw:4712/Konfigurator/REST/list/${blocklist}" rel="self"/></entry>`,
    )
    expect(text).not.toContain(servers)
    expect(text).not.toContain('xmlns')
  })

  test('unpaged, its links say how many there are', () => {
    expect(client.ask('GET', 'list').text).toContain('page=1&amp;pageSize=2" rel="first"/>')
    expect(client.ask('GET', 'list?page=9').text).not.toContain('<entry>')
  })

  test('is filtered by type and exact name; as payload it is ids, one a line', () => {
    const accept = { accept: 'application/mwg+xml' }
    expect(client.ask('GET', 'list?type=ip', '', accept).text).toBe(`${servers}\n`)
    expect(client.ask('GET', 'list?type=regex&name=blocklist', '', accept).text).toBe(`${blocklist}\n`)
    expect(client.ask('GET', 'list?name=block', '', accept).text).toBe('')
  })
})

describe('entries', () => {
  test.each([
    ['wrapped', wrapper('new'), {}],
    ['as payload', bare('new'), payload],
    ['as payload of a client that sends no type', bare('new'), {}],
  ])('are inserted %s, and later positions shift', (_, body, headers) => {
    const response = client.ask('POST', `list/${blocklist}/entry/1/insert`, body, headers)
    expect(response.status).toBe(200)
    expect(response.text).toMatch(/^<entry><id>1<\/id><title>List entry at position 1<\/title><link /)
    expect(values()).toEqual(['*.example.com*', 'new', 'b', 'c'])
    expect(client.ask('DELETE', `list/${blocklist}/entry/0`).text).toContain('<entry>*.example.com*</entry>')
    expect(values()).toEqual(['new', 'b', 'c'])
    expect(client.ask('GET', `list/${blocklist}/entry/2?name=x`).text).toContain('<entry>c</entry>')
  })

  test('are appended at the length, not beyond', () => {
    expect(client.ask('POST', `list/${blocklist}/entry/3/insert`, bare('d'), payload).status).toBe(200)
    expect(client.ask('POST', `list/${blocklist}/entry/9/insert`, bare('e'), payload).status).toBe(400)
    expect(values()).toEqual(['*.example.com*', 'b', 'c', 'd'])
  })

  test('that are missing answer 404 with XML that parses', () => {
    const { status, text } = client.ask('GET', `list/${blocklist}/entry/77`)
    expect([status, text]).toEqual([404, '<entry></entry>'])
  })

  test('are refused with the texts that clients look for', () => {
    const refusal = (list: string, value: string): readonly [number, string] => {
      const { status, text } = client.ask('POST', `list/${list}/entry/0/insert`, bare(value), payload)
      return [status, text.trim()]
    }
    expect(refusal(blocklist, 'b')).toEqual([422, 'duplicate list entry'])
    expect(refusal(servers, 'not an address')).toEqual([422, 'Invalid list entry'])
    expect(refusal(servers, '')).toEqual([422, 'Invalid list entry'])
    expect(client.ask('POST', `list/${servers}/entry/0/insert`, bare('2001:db8::1'), payload).status).toBe(200)
  })

  test('follow a plain array, whatever is done to them', () => {
    const operation = fc.oneof(
      fc.record({ kind: fc.constant('insert' as const), at: fc.nat(12), value: fc.stringMatching(/^[a-z<>&"]{1,3}$/) }),
      fc.record({ kind: fc.constant('delete' as const), at: fc.nat(12) }),
      fc.record({ kind: fc.constant('replace' as const), at: fc.nat(12), value: fc.stringMatching(/^[a-z]{1,3}$/) }),
    )
    const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 30 }), (operations) => {
        client = new Client(emulate(), T1)
        client.login()
        const oracle = ['*.example.com*', 'b', 'c']
        for (const step of operations) {
          const place = `list/${blocklist}/entry/${step.at}`
          if (step.kind === 'delete') {
            const { status } = client.ask('DELETE', place)
            expect(status).toBe(step.at < oracle.length ? 200 : 404)
            oracle.splice(step.at, 1)
            continue
          }
          const body = bare(escape(step.value))
          const taken = oracle.includes(step.value)
          if (step.kind === 'insert') {
            const { status } = client.ask('POST', `${place}/insert`, body, payload)
            expect(status).toBe(step.at > oracle.length ? 400 : taken ? 422 : 200)
            if (status === 200) oracle.splice(step.at, 0, step.value)
          } else {
            const { status } = client.ask('PUT', place, body, payload)
            const same = oracle[step.at] === step.value
            expect(status).toBe(step.at >= oracle.length ? 404 : taken && !same ? 422 : 200)
            if (status === 200) oracle[step.at] = step.value
          }
        }
        const unescape = (text: string): string =>
          text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
        expect(values().map(unescape)).toEqual(oracle)
      }),
      { numRuns: 60 },
    )
  })
})

describe('lists', () => {
  test('are created by name and type alone, or from the smallest body that works', () => {
    const empty = client.ask('POST', 'list?type=string&name=by%20name')
    expect(empty.text).toMatch(/<id>com\.scur\.type\.string\.\d+<\/id><title>by name<\/title>/)
    const body =
      '<list name="small" typeId="com.scur.type.regex" classifier="Other" systemList="false" structuralList="false" defaultRights="2"><description/><content/></list>'
    const { status, text } = client.ask('POST', 'list', body, payload)
    expect(status).toBe(200)
    expect(text).toContain('<type>com.scur.type.regex</type><listType>regex</listType><link')
    expect(client.ask('GET', 'list?name=small').text).toContain('<title>small</title>')
  })

  test('are replaced whole', () => {
    const body = `<list name="blocklist" typeId="com.scur.type.regex"><description>d</description><content>${bare('x')}${bare('y')}</content></list>`
    expect(client.ask('PUT', `list/${blocklist}`, body, payload).status).toBe(200)
    expect(values()).toEqual(['x', 'y'])
    const twice = body.replace(bare('y'), bare('x'))
    expect(client.ask('PUT', `list/${blocklist}`, twice, payload).status).toBe(422)
  })

  test('answer their deletion with what they were', () => {
    const { status, text } = client.ask('DELETE', `list/${blocklist}`)
    expect(status).toBe(200)
    expect(text).toContain('<entry>*.example.com*</entry>')
    expect(client.ask('GET', `list/${blocklist}`).status).toBe(404)
    client.ask('POST', 'discard')
    expect(values()).toHaveLength(3)
  })

  test('of a hundred thousand entries grow one by one without slowing to a crawl', () => {
    const entries = Array.from({ length: 100_000 }, (_, index) => bare(`host-${index}`)).join('')
    const body = `<list name="blocklist"><description/><content>${entries}</content></list>`
    expect(client.ask('PUT', `list/${blocklist}`, body, payload).status).toBe(200)
    for (let index = 0; index < 100; index += 1)
      expect(client.ask('POST', `list/${blocklist}/entry/0/insert`, bare(`more-${index}`), payload).status).toBe(200)
    expect(client.ask('GET', `list/${blocklist}/entry/100099`).text).toContain('host-99999')
  })
})
