import { describe, expect, test } from 'vitest'
import { Client, emulate, header, keys, N1, property, T1, T2, wrapped } from './world/two-site.ts'

describe('login', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const basic = { authorization: `Basic ${Buffer.from('writer:secret').toString('base64')}` }

  test.each([
    ['by query', 'login?userName=writer&pass=secret', '', {}],
    ['by form', 'login', 'userName=writer&pass=secret', form],
    ['by Basic', 'login', '', basic],
    ['with a double slash', '/login?userName=writer&pass=secret', '', {}],
    ['with a stale cookie', 'login?userName=writer&pass=secret', '', { cookie: 'JSESSIONID=' }],
  ])('%s gives a session as body and cookie', (_, path, body, headers) => {
    const response = new Client(emulate(), T1).ask('POST', path, body, headers)
    expect(response.status).toBe(200)
    expect(response.text).toMatch(/^<entry><content>[0-9A-F]{32}<\/content><\/entry>$/)
    const id = response.text.slice(16, 48)
    expect(header(response, 'set-cookie')).toMatch(new RegExp(`^JSESSIONID=${id};`))
    expect(header(response, 'content-type')).toContain('xml')
  })

  test('answers the bare id when only the payload is wanted', () => {
    const client = new Client(emulate(), T1)
    const response = client.ask('POST', 'login?userName=writer&pass=secret', '', { accept: 'application/mwg+xml' })
    expect(response.text).toMatch(/^[0-9A-F]{32}$/)
  })

  test('Basic on any call works without a login and gives a cookie', () => {
    const client = new Client(emulate(), T1)
    for (let round = 0; round < 3; round += 1) {
      const response = client.ask('GET', 'appliances', '', basic)
      expect(response.status).toBe(200)
      expect(header(response, 'set-cookie')).toContain('JSESSIONID=')
    }
    expect(client.login().status).toBe(200)
  })

  test('PUT and commit by Basic without the cookie save nothing; with it they do', () => {
    const cluster = emulate()
    const client = new Client(cluster, T1)
    const put = client.ask('PUT', property(T2, keys.priority), wrapped('20'), basic)
    expect(put.text).toContain('</entry>')
    expect(client.ask('POST', 'commit', '', basic).status).toBe(200)
    expect(client.ask('GET', property(T2, keys.priority), '', basic).text).toContain('<content>10<')
    const again = client.ask('PUT', property(T2, keys.priority), wrapped('20'), basic)
    const cookie = header(again, 'set-cookie')!.split(';')[0]!
    client.ask('POST', 'commit', '', { ...basic, cookie })
    expect(client.ask('GET', property(T2, keys.priority), '', basic).text).toContain('<content>20<')
  })

  test('of the sessions that one user opened by Basic alone the newest 32 are kept', () => {
    const cluster = emulate()
    const cookies = Array.from(
      { length: 33 },
      () => header(new Client(cluster, T1).ask('GET', 'appliances', '', basic), 'set-cookie')!.split(';')[0]!,
    )
    const isLive = (cookie = ''): boolean =>
      new Client(cluster, T1).ask('GET', 'appliances', '', { cookie }).status === 200
    expect(new Set(cookies).size).toBe(33)
    expect(cookies.filter((cookie) => !isLive(cookie))).toEqual(cookies.slice(0, 1))
    // Those of others stay, and so does one that was logged on.
    const logged = new Client(cluster, T1)
    logged.login('other')
    for (let round = 0; round < 33; round += 1) new Client(cluster, T1).ask('GET', 'appliances', '', basic)
    expect(logged.ask('GET', 'appliances').status).toBe(200)
    expect(isLive(cookies.at(-1))).toBe(false)
  })

  test('a wrong password is said as clients look for it, without a cookie', () => {
    const response = new Client(emulate(), T1).login('writer', 'wrong')
    expect(response.status).toBe(401)
    expect(response.text).toContain('Check username and password')
    expect(header(response, 'set-cookie')).toBeUndefined()
  })

  test('a second login of a user is an error with a cookie that works', () => {
    const cluster = emulate()
    new Client(cluster, T1).login()
    const second = new Client(cluster, T1)
    const response = second.login()
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.text).toContain('already logged in')
    expect(second.ask('GET', 'appliances').status).toBe(200)
  })

  test('one node at a time: another node refuses and names the holder, until logout', () => {
    const cluster = emulate()
    const first = new Client(cluster, T1)
    first.login()
    const refused = new Client(cluster, N1).login('other')
    expect(refused.status).toBe(409)
    expect(refused.text).toContain(
      'Another tomcat is already attached to this cluster\nPlease log on to that one.\nOverall Status',
    )
    expect(refused.text).toMatch(/\nPlease try to reattach to: https:\/\/tokyo-1\b/)
    expect(refused.text).toContain(
      `could not attach tomcat to node ${N1} because there is already a tomcat attached at node ${T1}`,
    )
    expect(new Client(cluster, T1).login('other').status).toBe(200)
    cluster.control({ kind: 'expire sessions' }, Client.now)
    expect(new Client(cluster, N1).login('other').status).toBe(200)
  })

  test('in a partition each side can be attached', () => {
    const cluster = emulate()
    new Client(cluster, T1).login()
    cluster.control({ kind: 'partition', sides: [[T1, T2], [N1]] }, Client.now)
    expect(new Client(cluster, N1).login('other').status).toBe(200)
  })

  test('an account without the right is refused, a reader may look and not write', () => {
    const cluster = emulate()
    expect(new Client(cluster, T1).login('clerk').status).toBe(403)
    const reader = new Client(cluster, T1)
    reader.login('reader')
    expect(reader.ask('GET', 'appliances').status).toBe(200)
    expect(reader.ask('PUT', property(T1, keys.priority), wrapped('1')).status).toBe(403)
  })
})

describe('session', () => {
  test('its id may stand in the path of any request', () => {
    const client = new Client(emulate(), T1)
    const id = client.login().text.slice(16, 48)
    client.cookie = undefined
    expect(client.ask('GET', 'appliances').status).toBe(401)
    expect(client.ask('GET', `appliances;jsessionid=${id}?page=1`).status).toBe(200)
    expect(client.ask('POST', `logout;jsessionid=${id}`).status).toBe(200)
    expect(client.ask('GET', `appliances;jsessionid=${id}`).status).toBe(401)
  })

  test.each(['heartbeat', 'commit', 'discard', 'logout'])(
    '%s answers 200 with nothing, not declared as XML',
    (call) => {
      const client = new Client(emulate(), T1)
      client.login()
      const response = client.ask('POST', call, '', { 'content-type': 'application/xml' })
      expect(response.status).toBe(200)
      expect(response.text).toBe('')
      expect(header(response, 'content-type')).toBeUndefined()
    },
  )

  test('ends after idling, and heartbeat keeps it alive', () => {
    const client = new Client(emulate({ sessionTimeout: 1000 }), T1)
    client.login()
    client.wait(900)
    expect(client.ask('POST', 'heartbeat').status).toBe(200)
    client.wait(900)
    expect(client.ask('POST', 'heartbeat').status).toBe(200)
    client.wait(999)
    expect(client.ask('POST', 'heartbeat').status).toBe(200)
    client.wait(1000)
    expect(client.ask('POST', 'heartbeat').status).toBe(401)
  })

  test('sees its own changes; others do not before the commit', () => {
    const cluster = emulate()
    const [writer, other] = [new Client(cluster, T1), new Client(cluster, T1)]
    writer.login()
    other.login('other')
    writer.ask('PUT', property(T2, keys.priority), wrapped('20'))
    expect(writer.ask('GET', property(T2, keys.priority)).text).toContain('<content>20</content>')
    expect(other.ask('GET', property(T2, keys.priority)).text).toContain('<content>10</content>')
    writer.ask('POST', 'commit')
    expect(other.ask('GET', property(T2, keys.priority)).text).toContain('<content>10</content>')
    other.ask('POST', 'discard')
    expect(other.ask('GET', property(T2, keys.priority)).text).toContain('<content>20</content>')
  })

  test('takes its copy at login, or anew while it has no changes', () => {
    const seen = (workspace: 'at login' | 'when clean', isClean: boolean): string => {
      const cluster = emulate({ workspace })
      const [writer, other] = [new Client(cluster, T1), new Client(cluster, T1)]
      other.login('other')
      if (!isClean) other.ask('PUT', property(T1, keys.priority), wrapped('30'))
      writer.login()
      writer.ask('PUT', property(T2, keys.priority), wrapped('20'))
      writer.ask('POST', 'commit')
      return /<content>(\d+)</.exec(other.ask('GET', property(T2, keys.priority)).text)![1]!
    }
    expect([seen('at login', true), seen('when clean', true), seen('when clean', false)]).toEqual(['10', '20', '10'])
  })

  test('after a discard it goes on from what is stored now, which its commit does not contradict', () => {
    const cluster = emulate({ overlap: 'conflict' })
    const [one, two] = [new Client(cluster, T1), new Client(cluster, T1)]
    one.login()
    two.login('other')
    one.ask('PUT', property(T2, keys.priority), wrapped('21'))
    expect(one.ask('POST', 'commit').status).toBe(200)
    two.ask('POST', 'discard')
    two.ask('PUT', property(N1, keys.priority), wrapped('22'))
    expect(two.ask('POST', 'commit').status).toBe(200)
    expect(two.ask('GET', property(T2, keys.priority)).text).toContain('<content>21</content>')
  })

  test.each(['discard', 'logout'])('%s drops what is not committed', (call) => {
    const cluster = emulate()
    const client = new Client(cluster, T1)
    client.login()
    client.ask('PUT', property(T2, keys.priority), wrapped('20'))
    client.ask('POST', call)
    if (call === 'logout') client.login()
    client.ask('POST', 'commit')
    expect(client.ask('GET', property(T2, keys.priority)).text).toContain('<content>10</content>')
  })
})
