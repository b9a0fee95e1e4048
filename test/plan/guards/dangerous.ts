import { nodeName } from '../../../src/model/names.ts'
import { known, unknown } from '../../../src/model/observed.ts'
import { aCluster, site, sourced, twoSites, uuidOf } from '../a-cluster.ts'
import { aDialect } from '../a-dialect.ts'
import { byHand, deletions, edit, holding, listOf, ntpChange, put, withNtp, type Case } from './heard.ts'

/** One large location. */
export const many = Array.from({ length: 12 }, (_, index) => site(`tokyo-${index}`, 'tokyo'))

/** For each guard, a plan that it objects to, and some of the words by which it does. */
export const dangerous: Readonly<Record<string, readonly [Case, string]>> = {
  'GUARD-PROOF': [
    {
      wanted: [site('tokyo-1', 'a'), site('newyork-1', 'b')],
      seen: [site('tokyo-1', 'all'), site('newyork-1', 'all')],
    },
    'is refused',
  ],
  'GUARD-UNVERIFIED': [
    { ...ntpChange, context: { dialect: aDialect({}, { provenance: { mark: 'recalled', source: 'memory' } }) } },
    'no verified identifier',
  ],
  'GUARD-RULES': [
    {
      wanted: [...twoSites, site('tokyo-3', 'tokyo')],
      seen: twoSites,
      plan: (plan) => ({
        ...plan,
        phases: plan.phases.map((phase) => ({ ...phase, steps: phase.steps.slice(1) })),
      }),
    },
    'tokyo-3 would be added without the certificate authority of the cluster (pader rules CM-CA-003)',
  ],
  'GUARD-EMPTY': [{ wanted: [], seen: twoSites }, 'no nodes for a cluster of 4'],
  'GUARD-ENTRY-NODE': [
    {
      wanted: [{ ...twoSites[0]!, settings: { 'rest.https': false } }, ...twoSites.slice(1)],
      seen: [{ ...twoSites[0]!, settings: { 'rest.https': true } }, ...twoSites.slice(1)],
      cluster: { entryNode: sourced(nodeName('tokyo-1')) },
    },
    'rest.https of tokyo-1',
  ],
  'GUARD-LAST-TRANSIT': [
    { wanted: twoSites.map((node) => ({ ...node, groups: ['all'] })), seen: twoSites },
    'location tokyo would have no node in "transit"; now it has tokyo-1',
  ],
  'GUARD-MASS-REMOVAL': [{ wanted: twoSites.slice(0, 2), seen: twoSites }, '2 of 4 nodes would be removed'],
  'GUARD-MASS-CHANGE': [
    { wanted: withNtp(many, true), seen: withNtp(many, false) },
    '12 of the 12 nodes of cluster test',
  ],
  'GUARD-LIST-SHRINK': [{ steps: [edit(20)], observed: holding(listOf(50)) }, 'would lose 20 of 50 entries'],
  'GUARD-MASS-POLICY': [{ steps: deletions(6) }, '6 lists would be changed or deleted'],
  'GUARD-UNPROVABLE': [
    {
      wanted: twoSites.map((node) => ({ ...node, settings: { 'messages.unencrypted': true } })),
      seen: twoSites.map((node) => ({ ...node, settings: { 'messages.unencrypted': false } })),
    },
    'cannot be proved',
  ],
  'GUARD-APPROVALS': [
    { ...ntpChange, context: { approvals: { wanted: 2, by: ['alice'], doubts: ['a.sig does not count: x'] } } },
    'only alice signed this plan, and the signatures of 2 people are demanded; a.sig does not count: x',
  ],
  'GUARD-VERSIONS': [
    { ...ntpChange, observed: { version: known({ version: '12.2.20', build: '7' }) } },
    'runs 12.2.20 build 7',
  ],
  'GUARD-OUT-OF-SYNC': [
    { ...ntpChange, context: { behind: [nodeName('newyork-2')] } },
    'newyork-2 holds something different from the entry node',
  ],
  'GUARD-UNKNOWN-NODES': [
    { ...ntpChange, observed: ({ nodes }) => ({ nodes: new Map([...nodes].slice(1)) }) },
    'nothing could be read of tokyo-1',
  ],
  'GUARD-SKEW': [
    {
      ...ntpChange,
      observed: ({ nodes }) => ({
        nodes: new Map([...nodes].map(([id, node]) => [id, { ...node, skew: unknown('no answer') }])),
      }),
    },
    'could not be measured',
  ],
  'GUARD-FOREIGN-CHANGE': [{ ...ntpChange, context: { foreignChanges: ['list blocked'] } }, 'list blocked'],
  'GUARD-EXPIRED': [{ context: { plannedAt: '2026-03-01T11:00:00Z' } }, 'good for 24 hours'],
  'GUARD-WINDOW': [
    { ...ntpChange, context: { windows: [{ days: [6], from: '22:00', to: '04:00', timeZone: 'Asia/Tokyo' }] } },
    'no change window of location tokyo is open (22:00–04:00 Asia/Tokyo); the next one opens at 2026-03-07T13:00:00Z',
  ],
  'GUARD-FREEZE': [
    { ...ntpChange, context: { freezes: [{ from: '2026-03-01T00:00', to: '2026-03-08T00:00', why: 'the audit' }] } },
    'location tokyo is frozen until 2026-03-08T00:00 UTC: the audit',
  ],
}

const ofVersion =
  (version: string, ...names: string[]): NonNullable<Case['observed']> =>
  ({ nodes }) => ({
    nodes: new Map(
      [...nodes].map(([id, node]) => [
        id,
        { ...node, version: known({ version: names.includes(node.name ?? '') ? version : '12.2.15', build: '51390' }) },
      ]),
    ),
  })
const silentNode: NonNullable<Case['observed']> = ({ nodes }) => ({
  membership: unknown('refused'),
  nodes: new Map(
    [...nodes].map(([id, node]) => [
      id,
      node.name === 'newyork-2' ? { ...node, version: unknown('nobody answers') } : node,
    ]),
  ),
})
const clocksOff =
  (seconds: number, ...names: string[]): NonNullable<Case['observed']> =>
  ({ nodes }) => ({
    nodes: new Map(
      [...nodes].map(([id, node]) => [
        id,
        names.includes(node.name ?? '') ? { ...node, skew: known({ seconds, uncertainty: 1 }) } : node,
      ]),
    ),
  })

/** What else guards have to say, each sentence by the case that brings it about. */
export const alsoDangerous: Readonly<Record<string, readonly Case[]>> = {
  'GUARD-UNVERIFIED': [
    { ...ntpChange, plan: (plan) => plan, context: { dialect: { ...aDialect(), settings: new Map() } } },
    { steps: [put(['logs'])], observed: { ruleSets: known([]) } },
    {
      steps: [
        {
          kind: 'set policy setting',
          settings: 'Blocked',
          target: 'x',
          key: 'k',
          before: '1',
          after: '2',
          ruleSets: [],
        },
      ],
    },
  ],
  'GUARD-EMPTY': [
    { steps: [edit(50)], observed: holding(listOf(50)) },
    { steps: [put([], { removes: ['last', 'other'] })], observed: { ruleSets: known([]) } },
  ],
  'GUARD-ENTRY-NODE': [
    {
      steps: [byHand({ kind: 'remove', uuid: uuidOf('tokyo-1') })],
      cluster: { entryNode: sourced(nodeName('tokyo-1')) },
    },
  ],
  'GUARD-LIST-SHRINK': [
    { steps: [{ kind: 'delete list', list: 'blocked', type: 'string' }], observed: holding(listOf(50)) },
  ],
  'GUARD-MASS-CHANGE': [],
  'GUARD-MASS-POLICY': [{ steps: [put(['a', 'b', 'c', 'd', 'e'])], observed: { ruleSets: known([]) } }],
  'GUARD-APPROVALS': [
    { ...ntpChange, context: { approvals: { wanted: 1, by: [], doubts: [] } } },
    {
      ...ntpChange,
      context: { approvals: { wanted: 2, by: [], doubts: ['the plan was changed after bob signed it'] } },
    },
  ],
  'GUARD-VERSIONS': [
    { ...ntpChange, observed: ofVersion('12.2.5', 'newyork-1', 'newyork-2') },
    { ...ntpChange, context: { cluster: aCluster(ntpChange.wanted, { build: sourced('7') }) } },
  ],
  'GUARD-OUT-OF-SYNC': [{ ...ntpChange, context: { behind: ['newyork-1', 'newyork-2'].map(nodeName) } }],
  'GUARD-UNKNOWN-NODES': [{ ...ntpChange, observed: silentNode }],
  'GUARD-SKEW': [
    { ...ntpChange, observed: clocksOff(90, 'newyork-1') },
    { ...ntpChange, observed: clocksOff(-90, 'newyork-1', 'newyork-2') },
    {
      wanted: withNtp(many.slice(0, 9), true),
      seen: withNtp(many.slice(0, 9), false),
      observed: clocksOff(90, ...many.slice(1, 9).map(({ name }) => name)),
    },
  ],
  'GUARD-EXPIRED': [{ context: { plannedAt: '2026-03-02T13:00:00Z' } }],
  'GUARD-WINDOW': [{ ...ntpChange, context: { windows: [{ days: [6], from: '22:00', to: '04:00' }] } }],
  'GUARD-FREEZE': [],
}
