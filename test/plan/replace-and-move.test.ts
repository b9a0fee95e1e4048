import { expect, test } from 'vitest'
import { nodeName, uuid } from '../../src/model/names.ts'
import { known } from '../../src/model/observed.ts'
import { planChecks } from '../../src/plan/checks/index.ts'
import { planCluster } from '../../src/plan/plan-cluster.ts'
import { aCluster, anObservation, site, sourced, twoSites, uuidOf } from './a-cluster.ts'
import { aDialect } from './a-dialect.ts'
import { aGuardContext } from './a-guard-context.ts'

const entryNode = sourced(nodeName('tokyo-1'))
const context = { dialect: aDialect(), target: { provedEmulator: true } }

/** The same cluster after nodes got new hardware. */
function replaced(names: readonly string[], wanted = twoSites) {
  const cluster = aCluster(wanted, { entryNode })
  const nodes = cluster.nodes.map((node) =>
    names.includes(node.name) ? { ...node, uuid: sourced(uuid(`NEW-${node.name}`)) } : node,
  )
  return { ...cluster, nodes }
}

const titlesOf = (names: readonly string[], wanted = twoSites, seen = twoSites) =>
  planCluster({ cluster: replaced(names, wanted), observed: anObservation(seen), ...context }).phases.map(
    ({ title, proof }) => [title, proof.kind],
  )

test('replaced hardware: the old appliance makes room for the new one, which has its name', () => {
  expect(titlesOf(['newyork-2'])).toEqual([
    ['remove newyork-2 (UUID-NEWYORK-2) from the cluster, or adopt it', 'proved'],
    ['add newyork-2 to the cluster', 'proved'],
  ])
})

test('replaced hardware of the only transit node: the new one joins first, so that nobody is cut off', () => {
  expect(titlesOf(['newyork-1'])).toEqual([
    ['add newyork-1 to the cluster', 'proved'],
    ['remove newyork-1 (UUID-NEWYORK-1) from the cluster, or adopt it', 'proved'],
  ])
})

test('replaced hardware makes room before anybody joins, whoever else does', () => {
  expect(titlesOf(['newyork-2'], [...twoSites, site('tokyo-3', 'tokyo')])).toEqual([
    ['remove newyork-2 (UUID-NEWYORK-2) from the cluster, or adopt it', 'proved'],
    ['add newyork-2 to the cluster', 'proved'],
    ['add tokyo-3 to the cluster', 'proved'],
  ])
})

test('replaced hardware makes no room as long as others need a part of it', () => {
  const wider = [...twoSites, site('newyork-3', 'newyork')]
  const titles = titlesOf(['newyork-1', 'newyork-2'], wider, wider).map(([title]) => title!.split(' ')[0])
  expect(titles).toEqual(['add', 'add', 'remove', 'remove'])
})

test('an appliance in whose place nobody comes leaves last, though nobody needs it', () => {
  const titles = titlesOf([], [...twoSites, site('tokyo-3', 'tokyo')], [...twoSites, site('tokyo-9', 'tokyo')])
  expect(titles.map(([title]) => title!.split(' ')[0])).toEqual(['add', 'remove'])
})

test('a job that still names replaced hardware stops the plan', () => {
  const jobs = [{ id: 'j', kind: 'backup', enabled: true, schedule: 'daily', onNodes: [uuidOf('newyork-2')] }]
  const seen = twoSites.map((node) => (node.name === 'tokyo-1' ? { ...node, settings: { jobs } } : node))
  const observed = anObservation(seen, { lists: known(new Map()) })
  const cluster = replaced(['newyork-2'])
  const plan = planCluster({ cluster, observed, ...context })
  const check = planChecks.find(({ code }) => code === 'CM-MEM-016')!
  const here = aGuardContext({ cluster, observed, ...context })
  expect([...check.breaches(plan, here)]).toEqual([expect.stringContaining('jobs of tokyo-1 would still name')])
})

test('a node that moves between locations keeps its hardware, and is in both for as long as it is between them', () => {
  const moved = twoSites.map((node) =>
    node.name === 'newyork-2' ? { ...node, location: 'tokyo', groups: ['tokyo'] } : node,
  )
  const { phases } = planCluster({
    cluster: aCluster(moved, { entryNode }),
    observed: anObservation(twoSites),
    ...context,
  })
  expect(phases.map(({ kind, proof }) => [kind, proof.kind])).toEqual([
    ['expand', 'proved'],
    ['contract', 'proved'],
  ])
})
