import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { escapeFor } from '../../../src/compile/policy/escapes.ts'
import { expand, type TemplateValue } from '../../../src/compile/policy/template.ts'

const place = { kind: 'file', file: 'policy/a.yaml' } as const
const node = { name: 'n', hostname: 'n.example', location: 'tokyo', address: '10.0.0.1', uuid: 'U' }

function written(path: string, values: { readonly [key: string]: TemplateValue }): string | undefined {
  const template = `templates/system/${path.replace(/^.*\//, '')}.hbs`
  const text = readFileSync(template, 'utf8')
  return expand({ path: template, text }, { node, ...values }, escapeFor(path), place).value
}

const linesOf = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line !== '' && !/^\s*#/.test(line))

test('the hosts of a node', () => {
  const text = written('etc/hosts', { hosts: [{ address: '10.9.9.9', names: ['vault', 'vault.example'] }] })
  expect(linesOf(text ?? '')).toEqual([
    '127.0.0.1 localhost localhost.localdomain',
    '10.0.0.1 n.example',
    '10.9.9.9 vault vault.example',
  ])
})

test('the agent of a node', () => {
  const text = written('etc/snmp/snmpd.conf', { port: 161, contact: 'team-web-security, room 4', users: ['watcher'] })
  expect(linesOf(text ?? '')).toEqual([
    'agentaddress udp:161',
    'sysName n.example',
    'sysLocation tokyo',
    'sysContact team-web-security, room 4',
    'rouser watcher priv',
  ])
})

/** Texts with everything that means something in one of the files. */
const nasty = fc.string({
  unit: fc.constantFrom('a', 'b', '.', ' ', '\t', '\n', '\r', '"', "'", '\\', '#', '{', '$', '%'),
  minLength: 1,
})

describe('whatever a value is, it is refused or the file says exactly it', () => {
  test('in hosts, read as the resolver does', () => {
    check(nasty, (value) => {
      const text = written('etc/hosts', { hosts: [{ address: '10.9.9.9', names: [value] }] })
      return text === undefined ? undefined : lines(text).at(-1)?.replace(/#.*/, '').split(/\s+/).slice(1)
    })
  })

  test('in snmpd.conf, read as the agent does', () => {
    check(
      nasty.filter((value) => value.trim() === value),
      (value) => {
        const text = written('etc/snmp/snmpd.conf', { port: 161, contact: value, users: [] })
        const found = text === undefined ? [] : lines(text).filter((line) => line.startsWith('sysContact '))
        return text === undefined ? undefined : found.map((line) => line.slice('sysContact '.length).replace(/#.*/, ''))
      },
    )
  })

  test('in rsyslog.conf, read as the daemon does', () => {
    check(nasty, (value) => {
      const collectors = [{ name: 'siem', host: value, port: 6514, protocol: 'tcp' }]
      const text = written('etc/rsyslog.conf', { collectors })
      if (text === undefined) return undefined
      const quoted = [...text.matchAll(/target="((?:[^"\\]|\\.)*)" port="6514"/gs)]
      return quoted.map(([, inner = '']) => inner.replaceAll(/\\(.)/gs, '$1'))
    })
  })
})

const lines = (text: string): readonly string[] => text.split(/[\r\n]+/).filter((line) => line !== '')

/** Checks that some values are taken, some are refused, and that what is taken is read back. */
function check(values: fc.Arbitrary<string>, read: (value: string) => readonly string[] | undefined): void {
  let [taken, refused] = [0, 0]
  fc.assert(
    fc.property(values, (value) => {
      const found = read(value)
      if (found === undefined) {
        refused += 1
        return
      }
      expect(found).toEqual([value])
      taken += 1
    }),
    { numRuns: 300 },
  )
  expect(taken).toBeGreaterThan(5)
  expect(refused).toBeGreaterThan(5)
}
