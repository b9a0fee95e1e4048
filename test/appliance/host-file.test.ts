import { Ajv } from 'ajv'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseHostFile } from '../../src/appliance/host-file.ts'
import { resolveSecret } from '../../src/appliance/secret-reference.ts'
import { Secret } from '../../src/appliance/secret.ts'

const schema = new Ajv({ strict: true, strictRequired: false }).compile(
  JSON.parse(readFileSync('schema/host.schema.json', 'utf8')) as object,
)

const account = (user: string): object => ({ user, password: `env:${user.toUpperCase()}` })
const cluster = {
  trust: { authority: '/etc/pader/ca.pem' },
  nodes: {
    'tokyo-1': { address: '10.81.0.11' },
    'tokyo-2': { address: '10.81.0.12', port: 4713, trust: { key: ['AB:'.repeat(31) + 'AB'] } },
  },
  reader: account('reader'),
  writer: { ...account('writer'), login: 'form' },
}
const whole = { format: 1, stateDirectory: '/var/lib/pader', clusters: { 'two-site': cluster } }

test('a host file says how each cluster is reached', () => {
  expect(schema(whole), JSON.stringify(schema.errors)).toBe(true)
  const { value, diagnostics } = parseHostFile(whole, 'host.yaml')
  expect(diagnostics).toEqual([])
  const host = value?.clusters.get('two-site')
  expect(host).toMatchObject({ mode: 'observe', askNodes: false, branch: 'main', signers: [] })
  expect(host?.nodes.get('tokyo-1')).toEqual({ address: '10.81.0.11', port: 4712 })
  expect(host?.nodes.get('tokyo-2')?.trust).toEqual({ kind: 'key', sha256: ['ab'.repeat(32)] })
  expect(host?.writer).toEqual({ user: 'writer', password: 'env:WRITER', login: 'form' })
})

test('two nodes that answer at one address are a mistake, since one would confirm what the other holds', () => {
  const at = (port?: number) => ({
    ...whole,
    clusters: {
      c: {
        ...cluster,
        nodes: { a: { address: 'GW.example.com' }, b: { address: 'gw.example.com', ...(port && { port }) } },
      },
    },
  })
  const { value, diagnostics } = parseHostFile(at(), 'host.yaml')
  expect(value).toBeUndefined()
  expect(diagnostics.map(({ message }) => message)).toEqual([
    '"a" and "b" have the same address: gw.example.com, port 4712',
  ])
  expect(parseHostFile(at(4713), 'host.yaml').diagnostics).toEqual([])
})

test('a host file says who has to sign a plan, one person unless given, and no rollback without', () => {
  const approvals = { allowedSigners: '/etc/pader/approvers' }
  const demanding = { ...whole, clusters: { c: { ...cluster, approvals } } }
  expect(schema(demanding), JSON.stringify(schema.errors)).toBe(true)
  const { value } = parseHostFile(demanding, 'host.yaml')
  expect(value?.clusters.get('c')?.approvals).toEqual({ ...approvals, count: 1, signers: [], rollbackAlone: false })
  expect(parseHostFile(whole, 'host.yaml').value?.clusters.get('two-site')).not.toHaveProperty('approvals')
})

const forge = { kind: 'github', repository: 'network/gateways', token: 'credential:forge' }

test('a host file names a forge, with statuses and comments, and no pull requests unless they are asked for', () => {
  const named = {
    ...whole,
    clusters: { c: { ...cluster, forge: { ...forge, api: 'https://ghe.example.com/api/v3/' } } },
  }
  expect(schema(named), JSON.stringify(schema.errors)).toBe(true)
  expect(parseHostFile(named, 'host.yaml').value?.clusters.get('c')?.forge).toEqual({
    ...forge,
    api: 'https://ghe.example.com/api/v3',
    statuses: true,
    comments: true,
    pullRequests: false,
  })
  const usual = { ...whole, clusters: { c: { ...cluster, forge } } }
  expect(parseHostFile(usual, 'host.yaml').value?.clusters.get('c')?.forge?.api).toBe('https://api.github.com')
})

const email = { kind: 'email', host: 'smtp.example.com', from: 'pader@example.com', to: ['oncall@example.com'] }

test('a host file says who is told by mail, over STARTTLS unless given', () => {
  const notify = [email, { ...email, security: 'tls', user: 'pader', password: 'credential:mail' }]
  const telling = { ...whole, notify: [...notify, { kind: 'slack', url: 'env:URL' }] }
  expect(schema(telling), JSON.stringify(schema.errors)).toBe(true)
  expect(parseHostFile(telling, 'host.yaml').value?.notify).toEqual([
    { ...email, port: 587, security: 'starttls' },
    { ...email, port: 465, security: 'tls', account: { user: 'pader', password: 'credential:mail' } },
    { kind: 'slack', url: 'env:URL' },
  ])
})

const database = { address: 'db.example.com', database: 'pader', user: 'pader', password: 'file:/run/secrets/db' }

test('a host file says where several hosts keep their state', () => {
  for (const [given, port] of [
    [database, 5432],
    [{ ...database, address: '2001:db8::1', port: 6432, authority: '/etc/ca.pem', serverName: 'db' }, 6432],
    [{ address: '/run/postgresql', database: 'pader', user: 'pader' }, 5432],
  ] as const) {
    const shared = { ...whole, sharedState: given }
    expect(schema(shared), JSON.stringify(schema.errors)).toBe(true)
    expect(parseHostFile(shared, 'host.yaml').value?.sharedState).toEqual({ ...given, port })
  }
  expect(parseHostFile(whole, 'host.yaml').value).not.toHaveProperty('sharedState')
})

describe('a host file is refused', () => {
  const sharing = (more: object): object => ({ ...whole, sharedState: { ...database, ...more } })
  const withCluster = (more: object): object => ({ ...whole, clusters: { c: { ...cluster, ...more } } })
  test.each<[string, object, string]>([
    ['with a password in it', withCluster({ reader: { user: 'r', password: 'hush' } }), 'not the secret itself'],
    [
      'without trust',
      withCluster({ trust: undefined, nodes: { a: { address: 'h' } } }),
      'whose certificate is believed at "a"',
    ],
    ['with two kinds of trust', withCluster({ trust: { authority: '/x', key: [] } }), 'exactly one of'],
    ['with the password of a database', sharing({ password: 'hush' }), 'not the secret itself'],
    ['with a database that anybody may enter', sharing({ password: undefined }), 'nothing says how "pader" logs on'],
    [
      'with a connection string',
      sharing({ address: 'postgres://pader:x@db/pader' }),
      'the name or address of a server',
    ],
    ['with a way around the certificate', sharing({ sslmode: 'disable' }), 'sslmode'],
    ['with a certificate of a socket', sharing({ address: '/run', authority: '/ca' }), 'shows no certificate'],
    ['with half a pin', withCluster({ trust: { key: ['abcd'] } }), '64 hexadecimal digits'],
    ['with one account for both', withCluster({ writer: account('reader') }), 'two accounts'],
    [
      'with an address that is read in two ways',
      withCluster({ nodes: { a: { address: '010.81.0.11' } } }),
      'is octal to some',
    ],
    ['with a URL for an address', withCluster({ nodes: { a: { address: 'https://tokyo-1' } } }), 'it is a URL'],
    ['with a port that is none', withCluster({ nodes: { a: { address: 'h', port: 70_000 } } }), '1 to 65535'],
    [
      'with a probe that no answer satisfies',
      withCluster({ canary: { probe: { url: 'http://h/', port: 9090, statuses: [] } } }),
      'at least one status',
    ],
    [
      'with a status that is none',
      withCluster({ canary: { probe: { url: 'http://h/', port: 9090, statuses: [2000] } } }),
      '100 to 599',
    ],
    [
      'with approvals by nobody',
      withCluster({ approvals: { count: 0, allowedSigners: '/etc/pader/approvers' } }),
      'from 1 to 16',
    ],
    ['with approvals that say not by whom', withCluster({ approvals: { count: 2 } }), 'allowedSigners'],
    ['with a token in it', withCluster({ forge: { ...forge, token: 'hush' } }), 'not the secret itself'],
    ['with a forge that is nowhere', withCluster({ forge: { ...forge, kind: 'gitea' } }), 'add "api"'],
    [
      'with a token that would be read on the way',
      withCluster({ forge: { ...forge, api: 'http://git.example.com/api/v1' } }),
      'in the clear',
    ],
    [
      'with a token in the address of a forge',
      withCluster({ forge: { ...forge, api: 'https://u:hush@git.example.com/api/v1' } }),
      'name the token under "token"',
    ],
    ['with half a repository', withCluster({ forge: { ...forge, repository: 'a/b/c' } }), 'OWNER/NAME'],
    [
      'with a repository that leaves its place',
      withCluster({ forge: { ...forge, repository: '../gateways' } }),
      'path of a repository',
    ],
    [
      'with pull requests from another repository',
      withCluster({ forge: { ...forge, pullRequests: true }, proposals: { remote: 'ssh://git@h/fork.git' } }),
      'leave "remote" of "proposals"',
    ],
    [
      'with a password in the address of a repository',
      withCluster({ remote: 'https://u:hush@git.example.com/x.git' }),
      'credential helper',
    ],
    [
      'with a token in the address of a repository',
      withCluster({ remote: 'https://hush@git.example.com/x.git' }),
      'credential helper',
    ],
    [
      'with a password in the address of proposals',
      withCluster({ proposals: { remote: 'ssh://git:hush@git.example.com/x.git' } }),
      'credential helper',
    ],
    [
      'with a page whose address has a password',
      { ...whole, serve: { port: 1, url: 'https://u:hush@h/' } },
      'without user',
    ],
    ['with mail in the clear', { ...whole, notify: [{ ...email, security: 'none' }] }, 'in the clear'],
    ['with mail for nobody', { ...whole, notify: [{ ...email, to: [] }] }, 'names nobody'],
    ['with half an account', { ...whole, notify: [{ ...email, user: 'pader' }] }, '"password" is missing'],
    ['with the other half of it', { ...whole, notify: [{ ...email, password: 'env:P' }] }, 'belongs to a "user"'],
    [
      'with a mail password in it',
      { ...whole, notify: [{ ...email, user: 'p', password: 'hush' }] },
      'not the secret itself',
    ],
    [
      'with a name for an address',
      { ...whole, notify: [{ ...email, to: ['On Call <oncall@example.com>'] }] },
      'nothing else',
    ],
    [
      'with two lines for an address',
      { ...whole, notify: [{ ...email, from: 'a@b.example\nBcc: c@d.example' }] },
      'nothing else',
    ],
    ['with a mail that has a URL', { ...whole, notify: [{ ...email, url: 'env:URL' }] }, 'unknown key "url"'],
    ['with an unknown key', withCluster({ insecure: true }), 'unknown key "insecure"'],
    ['of another format', { ...whole, format: 2 }, 'expected 1, found 2'],
  ])('%s', (_name, content, message) => {
    const plain: unknown = JSON.parse(JSON.stringify(content))
    const { value, diagnostics } = parseHostFile(plain, 'host.yaml')
    expect(value).toBeUndefined()
    expect(diagnostics.map((found) => `${found.message} ${found.help ?? ''}`).join('\n')).toContain(message)
    expect(JSON.stringify(diagnostics)).not.toContain('hush')
  })
})

describe('secrets', () => {
  const sources = {
    env: { PW: 'one', CREDENTIALS_DIRECTORY: '/run/credentials/pader' },
    readFile: async (path: string) => {
      if (path === '/etc/pw') return 'two\n'
      if (path === 'C:\\pader\\pw') return 'four\r\n'
      if (path === '/run/credentials/pader/pw') return 'three'
      throw Object.assign(new Error('no'), { code: 'ENOENT' })
    },
  }

  test.each([
    ['env:PW', 'one'],
    ['file:/etc/pw', 'two'],
    ['credential:pw', 'three'],
    ['file:C:\\pader\\pw', 'four'],
  ])('%s is found', async (reference, expected) => {
    const found = await resolveSecret(reference, sources)
    expect(found).toBeInstanceOf(Secret)
    expect((found as Secret).reveal()).toBe(expected)
  })

  test.each([
    ['env:NONE', '"NONE" is not set'],
    ['file:/none', 'cannot be read (ENOENT)'],
    ['hush', 'env:NAME'],
    ['file:hush', 'env:NAME'],
    ['file:hush:/', 'env:NAME'],
  ])('%s is missed with a reason', async (reference, message) => {
    const found = await resolveSecret(reference, sources)
    expect(found).toEqual({ problem: expect.stringContaining(message) })
    expect(JSON.stringify(found)).not.toContain('hush')
  })
})
