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
  expect(withoutSecrets(line)).toBe(shown)
  expect(withoutSecrets(line)).toHaveLength(line.length)
})

test('a long line takes no longer than its length asks for', () => {
  const long = 200_000
  for (const line of ['a: '.repeat(long), 'a'.repeat(long), `password: ${'"'.repeat(long)}`, 'secret: '.repeat(long)])
    expect(withoutSecrets(line)).toHaveLength(line.length)
})
