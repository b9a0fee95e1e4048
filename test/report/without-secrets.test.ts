import { expect, test } from 'vitest'
import { withoutSecrets } from '../../src/report/without-secrets.ts'

test.each([
  ['  password: hunter2 # for now', '  password: ******* # for now'],
  ["{ user: u, password: 'a b', port: 1 }", '{ user: u, password: ** **, port: 1 }'],
  ['"privateKey": "-----BEGIN PRIVATE KEY-----\\nMIIE"', '"privateKey": *********** ******* ***************'],
  ['accessLog: ftp://user:hunter2@logs.example/x', 'accessLog: ftp://user:*******@logs.example/x'],
  [
    "fatal: could not read Password for 'https://ghp_x@git.example/x.git'",
    "fatal: could not read Password for 'https://*****@git.example/x.git'",
  ],
  ['remote: ssh://git@git.example/x.git', 'remote: ssh://git@git.example/x.git'],
  ['# -----BEGIN RSA PRIVATE KEY-----\\nMIIEabc', '# -----BEGIN RSA PRIVATE KEY-----*********'],
  ['  password: env:LOG_PASSWORD', '  password: env:LOG_PASSWORD'],
  ['  bindPassword: hun,ter#2 # for now', '  bindPassword: ********* # for now'],
  ['{ user: u, password: "a, b", port: 1 }', '{ user: u, password: *** **, port: 1 }'],
  ['{ password: hunter2, clientSecret: s3 }', '{ password: *******, clientSecret: ** }'],
  ['  passwords are kept elsewhere', '  passwords are kept elsewhere'],
  ['  - { host: egress.example, port: 3128 }', '  - { host: egress.example, port: 3128 }'],
])('%s', (line, shown) => {
  for (const form of ['YAML', 'prose'] as const) expect(withoutSecrets(line, form), form).toBe(shown)
})

test.each([
  ['  admin password (old): hunter2 # x', '  admin password (old): ******* # x'],
  ['- - password of admin: hunter2', '- - password of admin: *******'],
  ['{ a: 1, token @home: t0, b: 2 }', '{ a: 1, token @home: **, b: 2 }'],
  ['password/old : hunter2', 'password/old : *******'],
])('a plain key of YAML is all that stands before its colon: %s', (line, shown) => {
  expect(withoutSecrets(line, 'YAML')).toBe(shown)
})

test('what somebody says may name a secret before its colon', () => {
  const line = 'the password of the reader is not accepted: 401'
  expect(withoutSecrets(line, 'prose')).toBe(line)
})

test('a long line takes no longer than its length asks for', () => {
  const long = 200_000
  for (const line of [
    'a: '.repeat(long),
    'a'.repeat(long),
    `password: ${'"'.repeat(long)}`,
    `${'- '.repeat(long)}a: b`,
    `${'b '.repeat(long)}: c`,
    'secret: '.repeat(long),
  ])
    for (const form of ['YAML', 'prose'] as const) expect(withoutSecrets(line, form)).toHaveLength(line.length)
})
