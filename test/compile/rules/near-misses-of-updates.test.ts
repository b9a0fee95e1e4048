import { expect, test } from 'vitest'
import { applyFixes } from '../../../src/compile/fix/apply-fixes.ts'
import type { Example } from '../../../src/compile/rules/rule.ts'
import { build, exampleFiles } from '../support.ts'
import { cluster, said, tokyo } from './said.ts'

/** How nodes of Tokyo are updated. */
const updates = (nodes: Readonly<Record<string, object>>): Example['files'] =>
  tokyo(
    JSON.stringify({
      nodes: Object.fromEntries(
        Object.entries(nodes).map(([name, values], index) => [
          name,
          { address: `10.81.0.${index + 11}`, updates: values },
        ]),
      ),
    }),
  )
const FETCHES = { automatic: true, fromInternet: true }
const WAITS = { automatic: false, fromInternet: false }

/** What leaves a node without updates and was once not seen. */
const spoken: readonly (readonly [what: string, code: string, files: Example['files'], message: string])[] = [
  [
    'a second node that may download and does not check',
    'CM-UPD-009',
    updates({ 'tokyo-1': FETCHES, 'tokyo-2': { automatic: false, fromInternet: true }, 'tokyo-3': WAITS }),
    'node "tokyo-1" alone downloads for the 3 nodes of the update group "tokyo" → let "tokyo-2" download from the internet',
  ],
  [
    'a second node that downloads for itself alone',
    'CM-UPD-009',
    updates({ 'tokyo-1': FETCHES, 'tokyo-2': { ...FETCHES, toNodes: false }, 'tokyo-3': WAITS }),
    'node "tokyo-1" alone downloads for the 3 nodes of the update group "tokyo" → let "tokyo-2" download from the internet',
  ],
  [
    'a node that downloads for itself while another one waits',
    'CM-UPD-004',
    updates({ 'tokyo-1': { ...FETCHES, toNodes: false }, 'tokyo-2': WAITS }),
    'no node of the update group "tokyo" passes updates on to "tokyo-2" → let "tokyo-1" pass updates on',
  ],
  [
    'two nodes that wait for each other',
    'CM-UPD-004',
    updates({ 'tokyo-1': { automatic: false, fromInternet: true }, 'tokyo-2': WAITS }),
    'no node of the update group "tokyo" checks for updates → let "tokyo-1" check for updates',
  ],
  [
    'a node that is often offline, may download and does not check',
    'CM-UPD-011',
    tokyo('nodes: { tokyo-2: { offlineProne: true, updates: { automatic: false } } }'),
    'node "tokyo-2" is often offline; when it returns it waits until the next interval of another node for updates → let "tokyo-2" download from the internet',
  ],
]

test.each(spoken)('%s is found by %s', (_, code, files, message) => {
  expect(said(code, files)).toContain(message)
})

test('nodes that download for themselves alone, each of them, are left alone', () => {
  expect(said('CM-UPD-004', cluster('defaults: { updates: { toNodes: false } }'))).toEqual([])
})

test('who is to download for a group is made to check as well', () => {
  const files = updates({ 'tokyo-1': WAITS, 'tokyo-2': { automatic: true, fromInternet: false } })
  const { files: after } = applyFixes(exampleFiles({ files }), (now) => build(now))
  expect(
    build(after)
      .located.filter(({ code }) => code.startsWith('CM-UPD'))
      .map(({ message }) => message),
  ).toEqual([])
})
