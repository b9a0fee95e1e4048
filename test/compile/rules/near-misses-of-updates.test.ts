import { expect, test } from 'vitest'
import { applyFixes } from '../../../src/compile/fix/apply-fixes.ts'
import type { Example } from '../../../src/compile/rules/rule.ts'
import { build, exampleFiles } from '../support.ts'
import { cluster, said, tokyo } from './said.ts'

/** When packages of the nodes of Tokyo are updated. */
const packages = (...at: readonly string[]): Example['files'] => {
  const [first, second] = at.map((when) => `{ id: p, kind: yum-update, ${when} }`)
  return tokyo(`nodes: { tokyo-1: { jobs: [${first}] }, tokyo-2: { jobs: [${second}] } }`)
}
const DAILY = "schedule: daily, at: '02:00'"
const AFTER = (at: string): string =>
  `schedule: after-job }, { id: b, kind: backup, schedule: daily, at: '${at}', then: p`
const TOKYO_AT_ONCE = 'packages are updated at the same time on "tokyo-1" and "tokyo-2"'

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
  ['packages of one location', 'CM-BAK-008', packages(DAILY, DAILY), TOKYO_AT_ONCE],
  [
    'packages once a week on a day on which others are updated daily',
    'CM-BAK-008',
    packages(DAILY, "schedule: weekly, at: 'sun 02:00'"),
    TOKYO_AT_ONCE,
  ],
  [
    'packages on the first of a month, in two spellings',
    'CM-BAK-008',
    packages("schedule: monthly, at: '1 02:00'", "schedule: monthly, at: '01 02:00'"),
    TOKYO_AT_ONCE,
  ],
  ['packages after jobs that start together', 'CM-BAK-008', packages(AFTER('02:00'), AFTER('02:00')), TOKYO_AT_ONCE],
  ['packages after a job and by a schedule', 'CM-BAK-008', packages(AFTER('02:00'), DAILY), TOKYO_AT_ONCE],
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

test.each([
  packages(DAILY, "schedule: daily, at: '03:00'"),
  packages("schedule: weekly, at: 'sat 02:00'", "schedule: weekly, at: 'sun 02:00'"),
  packages(AFTER('02:00'), AFTER('03:00')),
  packages('schedule: after-job', 'schedule: after-job'),
  packages(DAILY, `${DAILY}, enabled: false`),
  packages(DAILY, `${DAILY}, onNodes: [tokyo-1]`),
])('packages that are updated at another time, or never, are left alone', (files) => {
  expect(said('CM-BAK-008', files)).toEqual([])
})

test('by the clocks of different time zones one time of day is not one moment', () => {
  const everywhere = cluster(`defaults: { jobs: [{ id: p, kind: yum-update, ${DAILY} }] }`)
  const zones = (first: string, second: string): Example['files'] => ({
    ...everywhere,
    'locations/tokyo.yaml': `timeZone: ${first}`,
    'locations/newyork.yaml': `timeZone: ${second}`,
  })
  const inAll = 'packages are updated at the same time on "newyork-1", "newyork-2", "tokyo-1" and "tokyo-2"'
  expect(said('CM-BAK-008', zones('Asia/Tokyo', 'Asia/Tokyo'))).toEqual([inAll])
  expect(said('CM-BAK-008', zones('Asia/Tokyo', 'America/New_York')).toSorted()).toEqual([
    'packages are updated at the same time on "newyork-1" and "newyork-2"',
    TOKYO_AT_ONCE,
  ])
})
