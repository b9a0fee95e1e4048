import { describe, expect, test } from 'vitest'
import { ApplianceError, type Fault } from '../../src/appliance/port.ts'
import { uuid } from '../../src/model/names.ts'
import { scriptedGateway, type Reply, type Script } from './scripted-transport.ts'

const node = uuid('564d9e0f-0826-9b8d-3beb-0dc024262a64')
const document = `/appliances/${node}/configuration/d`
const entry = { text: '<entry><content>1</content></entry>' }

async function failureOf(work: Promise<unknown>): Promise<ApplianceError> {
  const error = await work.then(
    () => new Error('it went well'),
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(ApplianceError)
  return error as ApplianceError
}

/** What is said of lists that cannot be read. */
async function whatIsSaid(script: Script): Promise<string> {
  const { gateway } = scriptedGateway(script)
  const found = gateway.read(async (reader) => reader.lists())
  return JSON.stringify(await found.catch((error: unknown) => String(error)))
}

test('a page of a million open tags is told by its beginning', async () => {
  const page = `<html><style>p{}</style>busy ${'<style'.repeat(1_000_000)}`
  const { gateway } = scriptedGateway({ 'POST /login': { status: 500, text: page } })
  const { message } = await failureOf(gateway.read(async () => undefined))
  expect(message).toContain('an HTML page (500): busy')
  expect(message.length).toBeLessThan(1_000)
})

test.each<[string, Reply]>([
  ['as it is', { status: 403, text: 'no: pa$$ wörd' }],
  ['as a form has it', { status: 403, text: 'no: userName=pader&pass=pa%24%24+w%C3%B6rd' }],
  ['as a header has it', { status: 500, text: `no: Basic ${Buffer.from('pader:pa$$ wörd').toString('base64')}` }],
  ['on a page', { status: 200, text: '<html>no: pa$$ wörd, pa%24%24%20w%C3%B6rd</html>' }],
])('an error that repeats the password %s is told without it', async (_, reply) => {
  for (const request of ['POST /login', 'GET /list']) {
    const said = await whatIsSaid({ [request]: reply })
    expect(said).toMatch(/no: .*\[secret\]/)
    expect(said).not.toMatch(/pa\$|pa%24|cGFkZXI6/)
  }
})

test('an error that repeats the session is told without it', async () => {
  const said = await whatIsSaid({ 'GET /list': { status: 500, text: 'JSESSIONID=C0FFEE00112233445566778899AABBCC' } })
  expect(said).toContain('JSESSIONID=[secret]')
})

test('what a terminal would obey is left out of what an appliance says', async () => {
  const reply = { status: 403, text: 'no\u001b[31m, \u009b2J\u001b]0;title\u0007\r\u001b[Kright' }
  for (const request of ['POST /login', 'GET /list']) {
    const said = await whatIsSaid({ [request]: reply })
    expect(said.replaceAll(/ +/g, ' ')).toContain('no [31m, 2J ]0;title [Kright')
  }
  const shown = new ApplianceError('untrusted', 'GET /', 'altnames: DNS:\u001b[31mgw\n', { detail: 'DNS:\r\u001b[K' })
  expect([shown.message, shown.detail]).toEqual(['altnames: DNS: [31mgw ', 'DNS: [K'])
})

describe('logging on', () => {
  test.each(['basic', 'form'] as const)('by %s never puts the credentials into the address', async (by) => {
    const { gateway, sent } = scriptedGateway({}, { by })
    await gateway.read(async () => undefined)
    expect(sent.map(({ path }) => path)).toEqual(['/login', '/logout'])
    const [first] = sent
    if (by === 'basic') {
      const token = first!.headers['authorization']!.replace('Basic ', '')
      expect(Buffer.from(token, 'base64').toString()).toBe('pader:pa$$ wörd')
    } else {
      expect(Object.fromEntries(new URLSearchParams(first!.body))).toEqual({ userName: 'pader', pass: 'pa$$ wörd' })
    }
  })

  test('happens once: no later request carries credentials, so a session that died is not replaced unseen', async () => {
    const { gateway, sent } = scriptedGateway({ 'GET /list': '<feed/>' })
    await gateway.read(async (reader) => reader.lists())
    expect(sent).toHaveLength(3)
    for (const request of sent.slice(1)) {
      expect(request.headers['authorization']).toBeUndefined()
      expect(request.headers['cookie']).toBe('JSESSIONID=C0FFEE00112233445566778899AABBCC')
    }
  })

  test('takes the session from the body where no cookie comes along', async () => {
    const { gateway, sent } = scriptedGateway({ 'POST /login': '<entry><content>ABCDEF0123456789</content></entry>' })
    await gateway.read(async () => undefined)
    expect(sent[1]!.headers['cookie']).toBe('JSESSIONID=ABCDEF0123456789')
  })

  const attach =
    'Overall Status "STATUS_ERROR":generic error Node "X" reports STATUS_ERROR_GUI_ATTACH: could not attach tomcat to ' +
    'node <564D0FA3-6391-5B1C-ECDD-18116FD8DADD> because there is already a tomcat attached at node <564d4a1c-77e2-0f3b-9c55-2b60a1d8e4f0>'
  test.each<[string, Reply, Fault, string]>([
    ['wrong password', { status: 401, text: 'Check username and password' }, 'credentials', 'the user "pader"'],
    ['wrong password with status 200', 'Check username and password', 'credentials', 'the user "pader"'],
    [
      'a session of the same user',
      { status: 403, text: 'already logged in' },
      'account in use',
      'killed while it logged on',
    ],
    [
      'a session of the same user, told with the status of a wrong password',
      { status: 401, text: 'user pader is already logged in' },
      'account in use',
      'killed while it logged on',
    ],
    [
      'a holder at another node',
      { status: 500, text: attach },
      'attached elsewhere',
      '564D4A1C-77E2-0F3B-9C55-2B60A1D8E4F0',
    ],
    ['no REST on this port', { status: 404, text: '<html>not found</html>' }, 'refused', 'is it switched on'],
    ['a page for people', { text: '<!DOCTYPE html><html><body>Sign in</body></html>' }, 'garbled', 'HTML'],
    ['an empty answer', '', 'garbled', 'no session'],
    ['nobody', { kind: 'not sent', because: 'unreachable', detail: 'ECONNREFUSED' }, 'unreachable', 'ECONNREFUSED'],
    ['a stranger', { kind: 'not sent', because: 'untrusted', detail: 'self-signed' }, 'untrusted', 'certificate'],
    ['silence', { kind: 'no answer', detail: 'reset' }, 'unreachable', 'reset'],
  ])('tells %s apart', async (_name, reply, fault, message) => {
    const { gateway, names } = scriptedGateway({ 'POST /login': reply })
    const failure = await failureOf(gateway.read(async () => undefined))
    expect(failure.fault).toBe(fault)
    expect(failure.message).toContain(message)
    expect(failure.message).not.toContain('pa$$')
    // A login is never repeated by itself: it could lock the account.
    expect(names()).toEqual(['POST /login'])
  })

  test('names the holder of the attachment', async () => {
    const { gateway } = scriptedGateway({ 'POST /login': { status: 500, text: attach } })
    expect((await failureOf(gateway.read(async () => undefined))).holder).toBe('564D4A1C-77E2-0F3B-9C55-2B60A1D8E4F0')
  })
})

describe('every ending logs off', () => {
  test('success', async () => {
    const { gateway, names } = scriptedGateway({})
    await gateway.write(async (writer) => writer.commit())
    expect(names()).toEqual(['POST /login', 'POST /commit', 'POST /logout'])
  })

  test('an error of the caller, after discarding what was pending', async () => {
    const { gateway, names } = scriptedGateway({ [`PUT ${document}/property/k`]: entry })
    const work = gateway.write(async (writer) => {
      await writer.putProperty(node, 'd', 'k', '1')
      throw new Error('mine')
    })
    await expect(work).rejects.toThrow('mine')
    expect(names()).toEqual(['POST /login', `PUT ${document}/property/k`, 'POST /discard', 'POST /logout'])
  })

  test('an import whose answer was lost, after discarding it: it may be pending', async () => {
    const lost: Reply = { kind: 'no answer', detail: 'reset' }
    const { gateway, names } = scriptedGateway({ 'POST /rulesets/import?position=0': lost })
    const work = gateway.write(async (writer) =>
      writer.importRuleSet('/rulesets/import?position={position}', '<libraryContent/>', 0),
    )
    expect((await failureOf(work)).fault).toBe('uncertain')
    expect(names()).toEqual(['POST /login', 'POST /rulesets/import?position=0', 'POST /discard', 'POST /logout'])
  })

  test('a session that died: said as such, whatever logging off answers', async () => {
    const { gateway, names } = scriptedGateway({
      [`PUT ${document}/property/k`]: { status: 401 },
      'POST /discard': { status: 401 },
      'POST /logout': { status: 401 },
    })
    const failure = await failureOf(gateway.write(async (writer) => writer.putProperty(node, 'd', 'k', '1')))
    expect(failure.fault).toBe('session lost')
    expect(names().at(-1)).toBe('POST /logout')
  })

  test('a session that was replaced unseen is a lost session', async () => {
    const { gateway } = scriptedGateway({
      'POST /commit': { headers: { 'set-cookie': 'JSESSIONID=FFFF0000FFFF0000; Path=/' } },
    })
    expect((await failureOf(gateway.write(async (writer) => writer.commit()))).fault).toBe('session lost')
  })

  test('a logout that fails is tried again, since a session that stays locks everybody out', async () => {
    const { gateway, names, notices } = scriptedGateway({
      'POST /logout': [{ kind: 'no answer', detail: 'reset' }, { status: 503, text: 'busy' }, ''],
    })
    await gateway.read(async () => undefined)
    expect(names().filter((name) => name === 'POST /logout')).toHaveLength(3)
    expect(notices).toEqual([])
  })

  test('a failed logout is noticed and hides nothing', async () => {
    const { gateway, notices } = scriptedGateway({ 'POST /logout': { status: 500, text: 'no' } })
    expect(await gateway.read(async () => 7)).toBe(7)
    expect(notices).toEqual([
      expect.stringMatching(/^logging off at tokyo-1 failed: .*; the session there has to time out$/),
    ])
  })
})

describe('a change whose answer is lost', () => {
  test.each(['a property', 'a commit'])('is uncertain: %s', async (what) => {
    const lost: Reply = { kind: 'no answer', detail: 'reset' }
    const { gateway, names } = scriptedGateway({ [`PUT ${document}/property/k`]: lost, 'POST /commit': lost })
    const failure = await failureOf(
      gateway.write(async (writer) =>
        what === 'a commit' ? writer.commit() : writer.putProperty(node, 'd', 'k', '1'),
      ),
    )
    expect(failure.fault).toBe('uncertain')
    // Sent once: a change is never repeated by the client.
    expect(names().filter((name) => name.startsWith('PUT') || name === 'POST /commit')).toHaveLength(1)
  })

  test.each<[string, Reply, Fault]>([
    ['words instead of silence', 'OK', 'uncertain'],
    ['a server error that says nothing', { status: 500, text: 'oops' }, 'uncertain'],
    ['a server page', { status: 500, text: '<html>Error</html>' }, 'uncertain'],
    [
      'a rejection by the coordinator',
      {
        status: 500,
        text: "[StorageConfigurationRejectedLocal] 'checking new settings failed - Invalid node path matrix'",
      },
      'refused',
    ],
    ['a conflict', { status: 409, text: 'changed meanwhile' }, 'refused'],
    ['a dead session', { status: 401 }, 'session lost'],
  ])('a commit answered by %s', async (_name, reply, fault) => {
    const { gateway } = scriptedGateway({ 'POST /commit': reply })
    expect((await failureOf(gateway.write(async (writer) => writer.commit()))).fault).toBe(fault)
  })
})

describe('repeating', () => {
  const silence: Reply = { kind: 'no answer', detail: 'reset' }

  test('a read is repeated after random parts of growing pauses', async () => {
    const { gateway, names, pauses } = scriptedGateway(
      { 'GET /list': [silence, { status: 503 }, '<feed/>'] },
      { random: 0.5 },
    )
    expect(await gateway.read(async (reader) => reader.lists())).toEqual({ kind: 'known', value: [] })
    expect(names().filter((name) => name === 'GET /list')).toHaveLength(3)
    expect(pauses).toEqual([125, 250])
  })

  test('it ends after a few times', async () => {
    const { gateway, names } = scriptedGateway({ 'GET /list': silence })
    expect((await failureOf(gateway.read(async (reader) => reader.lists()))).fault).toBe('unreachable')
    expect(names().filter((name) => name === 'GET /list')).toHaveLength(4)
    expect(names().at(-1)).toBe('POST /logout')
  })
})

describe('the heartbeat', () => {
  test.each<[string, Reply, boolean]>([
    ['an empty answer means alive', '', true],
    ['words mean dead', '<entry/>', false],
    ['401 means dead', { status: 401 }, false],
  ])('%s', async (_name, reply, alive) => {
    const { gateway } = scriptedGateway({ 'POST /heartbeat': reply })
    expect(await gateway.write(async (writer) => writer.heartbeat())).toBe(alive)
  })
})

describe('the clock', () => {
  test('is read from one request without a login, with its uncertainty', async () => {
    const { gateway, names } = scriptedGateway({
      'GET /version': { status: 401, headers: { date: 'Thu, 01 Jan 2026 00:00:07 GMT' } },
    })
    expect(await gateway.clock()).toEqual({ kind: 'known', value: { seconds: 7.5, uncertainty: 0.5 } })
    expect(names()).toEqual(['GET /version'])
  })

  test.each<[string, Reply, boolean, string]>([
    ['without the header', { status: 401 }, true, 'the answer has no "Date" header'],
    ['at an endless answer', { kind: 'too large', bytes: 9 }, true, 'the answer is larger than 9 bytes'],
    [
      'at a stranger',
      { kind: 'not sent', because: 'untrusted', detail: 'self-signed' },
      true,
      'the certificate is not the expected one: self-signed',
    ],
    ['at nobody', { kind: 'not sent', because: 'unreachable', detail: 'ECONNREFUSED' }, false, 'ECONNREFUSED'],
    ['at one that says nothing', { kind: 'no answer', detail: 'ECONNRESET' }, false, 'ECONNRESET'],
  ])('is unknown %s, and says whether there was an answer', async (_where, reply, isAnswered, detail) => {
    const { gateway } = scriptedGateway({ 'GET /version': reply })
    expect(await gateway.clock()).toMatchObject({ kind: 'unknown', failed: { isAnswered, detail } })
  })
})
