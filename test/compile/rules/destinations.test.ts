import { expect, test } from 'vitest'
import { build, exampleFiles } from '../support.ts'

const found = (cluster: string, ...codes: readonly string[]): readonly (string | undefined)[] =>
  build(exampleFiles({ files: { 'cluster.yaml': cluster } }))
    .located.filter(({ code }) => codes.includes(code))
    .flatMap(({ code, message, help }) => [`${code}: ${message}`, help])

test.each([
  [
    'fpts://logs.example.com/%h/',
    'begins with "fpts", which is no transfer of files that is known',
    'did you mean "ftps"?',
  ],
  ['gopher://logs.example.com/%h/', 'begins with "gopher", which', 'transfers are ftp, ftps, http, https, scp, sftp'],
  ['file:///var/log/%h', 'is a file of each node itself', ''],
  ['ftps://localhost/%h/', 'is each node itself', ''],
  ['ftps://127.0.0.1/%h/', 'is each node itself', ''],
  ['ftps://[::1]:990/%h/', 'is each node itself', ''],
  ['ftps://224.0.0.1/%h/', 'is the address of no single machine', ''],
  ['ftps://250.81.0.3/%h/', 'is a reserved address, which no machine has', ''],
  ['ftps://Tokyo-1/%h/', 'is node "tokyo-1" of the cluster', ''],
])('logs that are sent to %s go astray: %s', (url, because, advice) => {
  const [message, help] = found(`logShipping: { accessLog: '${url}' }`, 'CM-LOG-008')
  expect(message).toContain(`the destination of the access logs ${because}`)
  expect(help).toContain(advice)
})

test.each(['ftp', 'FTPS', 'sftp', 'scp', 'http', 'https'])('logs may go to another machine by %s', (scheme) => {
  expect(found(`logShipping: { accessLog: '${scheme}://u@logs.example.com:2121/%h/' }`, 'CM-LOG-008')).toEqual([])
})

test('a job of all nodes is said once, with the transfer that was meant', () => {
  const job = (destination: string): string =>
    `defaults: { jobs: [{ id: nightly, kind: backup, schedule: daily, at: '02:30', destination: '${destination}' }] }`
  expect(found(job('stfp://backup.example.com/'), 'CM-BAK-011')).toEqual([
    'CM-BAK-011: the destination of job "nightly" begins with "stfp", which is no transfer of files that is known',
    'did you mean "sftp"?',
  ])
  expect(found(job('/opt/mwg/backup'), 'CM-BAK-011')).toEqual([])
})

test('a log source that is no node is said where it stands, with the one that was meant', () => {
  expect(
    found('logShipping: { reporterSources: [tokyo-1, tokyo-3, tokyo-2, newyork-1, newyork-2] }', 'REF-NODE'),
  ).toEqual(['REF-NODE: there is no node "tokyo-3" in this cluster', expect.stringContaining('did you mean "tokyo-')])
})

const passages = (...firewall: readonly string[]): readonly (string | undefined)[] =>
  found(
    `logShipping: { accessLog: 'ftps://logs.example.com/%h/' }\nnetwork: { firewall: [${firewall.join(', ')}] }`,
    'CM-LOG-002',
  ).slice(0, 1)
const ALL = '"newyork-1", "newyork-2", "tokyo-1" and "tokyo-2"'

test.each([
  ['{ between: [tokyo-1, newyork-1], port: 12346 }', `whether ${ALL} reach it is not known`],
  ['{ from: tokyo, to: any }', 'whether "newyork-1" and "newyork-2" reach it is not known'],
  ['{ from: any, to: logs.example.com, protocol: udp }', `lets ${ALL} reach "logs.example.com"`],
  ['{ from: any, to: logs.example.com, port: 21 }', `lets ${ALL} reach "logs.example.com"`],
  ['{ from: logs.example.com, to: any }', `whether ${ALL} reach it is not known`],
  ['{ between: [logs.example.com, tokyo] }', 'lets "newyork-1" and "newyork-2" reach "logs.example.com"'],
])('with the passage %s it is said of the access logs: %s', (passage, message) => {
  expect(passages(passage)).toEqual([expect.stringContaining(message)])
})

test('passages to anywhere, in either notation and for any protocol, lead to the host of the access logs', () => {
  expect(passages()).toEqual([])
  expect(passages('{ from: any, to: any }')).toEqual([])
  expect(passages('{ from: tokyo, to: logs.example.com, port: 990 }', '{ from: newyork, to: any }')).toEqual([])
  expect(passages('{ between: [logs.example.com, tokyo] }', '{ between: [any, newyork], protocol: any }')).toEqual([])
})
