import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { whoShares } from '../../src/compile/sharing.ts'
import { readLogs } from '../../src/doctor/log/read-logs.ts'
import { emptyPolicy } from '../../src/model/policy/policy.ts'
import { idsFor } from '../../src/policy/xml/ids.ts'
import { shippedVocabulary } from '../policy/vocabulary.ts'
import { committed, type Committed } from './committed.ts'
import { pader } from './support.ts'

/**
 * As long as a text must be for an expression that tries again at every character to be at it for minutes, which the limit
 * of a test does not give it. One file of YAML may hold ten times as much.
 */
const LONG = 200_000

let copy: Committed
beforeAll(() => {
  copy = committed('three-site')
})
afterEach(() => copy.reset())
afterAll(() => copy.remove())

const compiles = ['compile', '.', '--dry-run', '--no-cache']
const behindFormat = (text: string): void => copy.edit('cluster.yaml', 'format: 1\n', `format: 1\n${text}`)
const reason = (text: string): void =>
  copy.edit('policy/10-ground.yaml', 'This site is blocked for everybody at Example Bank', JSON.stringify(text))

test.each<readonly [what: string, prepare: () => void, call: readonly string[], exitCode: number]>([
  [
    'digits that are no number in the end',
    () => copy.edit('cluster.yaml', 'description: ', `description: ${'1'.repeat(LONG)}z`),
    compiles,
    0,
  ],
  [
    'beginnings of URLs',
    () => copy.edit('locations/tokyo.yaml', 'address: 10.81.0.{11..18}', `address: ${'://'.repeat(LONG)}`),
    compiles,
    3,
  ],
  ['blanks in a key that is there twice', () => behindFormat(`? a${' '.repeat(LONG)}x\n: 1\n`.repeat(2)), compiles, 3],
  [
    'comments on a line that some programs end earlier',
    () => behindFormat(`wrong: 1\n#${' #'.repeat(LONG)}\u2028x\n`),
    compiles,
    3,
  ],
  ['tags without an end in a value', () => reason('<configurationProperty '.repeat(LONG / 10)), compiles, 0],
  ['line ends between comments', () => behindFormat(`# a\n${'\n'.repeat(LONG / 2)}# b\n`), ['fmt', '.', '--check'], 2],
  [
    'blanks in a description',
    () =>
      copy.edit('policy/10-ground.yaml', 'What later rule sets need to know of the request', `"a${' '.repeat(LONG)}b"`),
    ['policy', 'show', 'three-site'],
    0,
  ],
  [
    'empty lines where submodules are declared',
    () => {
      mkdirSync(join(copy.folder, 'three-site/sub'))
      writeFileSync(join(copy.folder, '.gitmodules'), `${'\n'.repeat(LONG)}x`)
    },
    compiles,
    0,
  ],
])('a pull request keeps nobody busy with %s', async (_, prepare, call, exitCode) => {
  prepare()
  expect((await pader(copy.folder, ...call)).exitCode).toBe(exitCode)
})

test('nor is somebody kept busy with digits in the file of a cluster that was not asked for', () => {
  const bytes = new TextEncoder().encode(`address: ${'1'.repeat(LONG)} ${'a'.repeat(LONG)}`)
  const files = ['a', 'b'].flatMap((name) => [
    { path: `${name}/cluster.yaml`, bytes: new Uint8Array() },
    { path: `${name}/locations/x.yaml`, bytes },
  ])
  const asked = { root: '', clusters: ['a'] }
  expect(whoShares([{ name: 'a', marks: '8.8.8.8' }], files, asked).beside).toEqual([])
})

test('an export with numbers that are none, and with very many, gets ids', () => {
  const handles = new Map(Array.from({ length: LONG }, (_, index) => [`list/${index}`, `x.${index}`]))
  handles.set('settings/0', `${'1'.repeat(LONG)}x`)
  const document = { ...emptyPolicy, name: 'x', version: '', description: '', handles }
  expect(idsFor(document, shippedVocabulary()).own('property/0')).toBe(String(LONG))
})

test.each([
  ['blanks in a block of an audit log', `Timestamp : x\n A${' '.repeat(LONG)}x`],
  ['beginnings of a message', "Message '<".repeat(LONG)],
  ['beginnings of a message from a node', `Message '<a>' on node ${'0'.repeat(36)} (`.repeat(LONG / 10)],
])('an appliance keeps nobody busy with %s', (_, text) => {
  expect(readLogs([{ name: 'x', text }]).evidence).toEqual([])
})
