import { readdirSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseHostFile } from '../../src/appliance/host-file.ts'

const schema = new Ajv({ strict: true, strictRequired: false }).compile(
  JSON.parse(readFileSync('schema/host.schema.json', 'utf8')) as object,
)

type Fields = Readonly<Record<string, unknown>>

const cluster: Fields = {
  nodes: { 'tokyo-1': { address: '10.81.0.11' } },
  trust: { authority: '/etc/pader/ca.pem' },
  reader: { user: 'reader', password: 'env:READER' },
}
const ofACluster = new Set(['windows', 'freezes', 'approvals', 'canary', 'proposals', 'forge'])

/** A part of a host file with what it leaves out; undefined where it is a part of something else. */
function whole(part: Fields): Fields | undefined {
  const { clusters, ...rest } = part
  const own = Object.fromEntries(Object.entries(rest).filter(([key]) => ofACluster.has(key)))
  const top = Object.fromEntries(Object.entries(rest).filter(([key]) => !ofACluster.has(key)))
  const known = ['format', 'stateDirectory', 'serve', 'webhook', 'notify']
  if (!Object.keys(top).every((key) => known.includes(key))) return undefined
  if (clusters === undefined && Object.keys(own).length + Object.keys(top).length === 0) return undefined
  const named = Object.entries((clusters ?? { c: own }) as Readonly<Record<string, Fields>>)
  const filled = named.map(([name, fields]) => [name, { ...cluster, ...fields }])
  return { format: 1, stateDirectory: '/var/lib/pader', ...top, clusters: Object.fromEntries(filled) }
}

const examples = readdirSync('docs')
  .filter((name) => name.endsWith('.md'))
  .flatMap((name) =>
    [...readFileSync(`docs/${name}`, 'utf8').matchAll(/^```yaml\n(.*?)^```/gms)].flatMap(([, text = ''], index) => {
      const value: unknown = parse(text)
      const host = typeof value === 'object' && value !== null ? whole(value as Fields) : undefined
      return host === undefined ? [] : [[`${name} ${index + 1}`, host] as const]
    }),
  )

test('there are examples of host files to look at', () => {
  expect(examples.length).toBeGreaterThan(5)
  expect(examples.filter(([name]) => name.startsWith('watch.md')).length).toBeGreaterThan(3)
})

test.each(examples)('the example of a host file in %s is one', (_name, host) => {
  expect(schema(host), JSON.stringify(schema.errors)).toBe(true)
  expect(parseHostFile(host, 'host.yaml').diagnostics).toEqual([])
})
