import { expect, test } from 'vitest'
import { nodeName } from '../../src/model/names.ts'
import { known, unknown, type ObservedCluster } from '../../src/model/observed.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { plain } from '../../src/report/appearance.ts'
import { planText } from '../../src/report/plan/text.ts'
import { aCluster, anObservation, sourced, twoSites, uuidOf, type NodeSketch } from './a-cluster.ts'
import { aDialect } from './a-dialect.ts'
import { entryNode, plan } from './a-plan.ts'

const [tokyo1, tokyo2, newyork1, newyork2] = twoSites as readonly [NodeSketch, NodeSketch, NodeSketch, NodeSketch]
const seen = anObservation(twoSites)
const members = (...names: string[]): Partial<ObservedCluster> => ({ membership: known(names.map(uuidOf)) })
const version = known({ version: '12.2.5', build: '1' })
const ca = { name: 'New authority', sha256: 'b'.repeat(64) }
const outOfService = { reason: 'disk', ticket: 'CHG-1', expires: '2026-12-31' }
const busy: NodeSketch = { ...tokyo2, settings: { priority: 3 } }
const at = (address: string): NodeSketch => ({ ...newyork2, settings: { listeners: [{ address, port: 12346 }] } })

/** What was observed, with something else at one of its nodes. */
function differing(name: string, more: object): ObservedCluster {
  const node = seen.nodes.get(uuidOf(name))
  return { ...seen, nodes: new Map(seen.nodes).set(uuidOf(name), { ...node!, ...more }) }
}

const settings = (more: object): object => ({ settings: { ...seen.nodes.get(uuidOf('tokyo-2'))?.settings, ...more } })

/** One of each thing that a plan asks of people, or leaves as it is. */
const plans: Readonly<Record<string, Plan>> = {
  'an upgrade that breaks the cluster': plan([tokyo1, newyork1], anObservation([tokyo1, newyork1], { version })),
  'a rolling upgrade, and a change that waits': plan([tokyo1, busy], anObservation([tokyo1, tokyo2], { version }), {
    upgrade: 'rolling',
  }),
  'another authority': plan([tokyo1, busy, newyork1, newyork2], seen, {
    cluster: aCluster([tokyo1, busy, newyork1, newyork2], { entryNode, ca: sourced(ca) }),
    authorityBefore: { name: 'Old authority', sha256: 'a'.repeat(64) },
  }),
  'another entry node': plan([tokyo1, busy, newyork1, newyork2], seen, { entryNow: nodeName('tokyo-2') }),
  'a node that joins': plan(twoSites, anObservation(twoSites.slice(0, 3))),
  'a node that no file names': plan(twoSites.slice(0, 3), anObservation(twoSites)),
  'other addresses': plan([tokyo1, tokyo2, newyork1, at('10.0.9.9')], seen),
  'a node without a listener': plan([tokyo1, tokyo2, newyork1, { ...newyork2, settings: { listeners: [] } }], seen),
  'no list of appliances': plan(
    [tokyo1, { ...tokyo2, groups: ['tokyo', 'more'] }, newyork1, newyork2],
    anObservation(twoSites, { membership: unknown('refused') }),
  ),
  'groups that could not be read': plan(
    [tokyo1, { ...tokyo2, groups: ['tokyo', 'more'] }, newyork1, newyork2],
    differing('newyork-2', settings({ 'groups.network': unknown('refused') })),
  ),
  'a node out of service that a change would strand': plan(
    [
      { ...tokyo1, groups: ['east', 'joint'] },
      { ...tokyo2, groups: ['east'] },
      { ...newyork1, groups: ['west', 'joint'] },
      { ...newyork2, outOfService },
    ],
    seen,
  ),
  'settings that could not be read': plan(
    [tokyo1, busy, newyork1, newyork2],
    differing('tokyo-2', settings({ priority: unknown('refused') })),
  ),
  'a property that no document has': plan(
    [tokyo1, { ...tokyo2, settings: { 'updates.interval': 60 } }, newyork1, newyork2],
    seen,
  ),
  'a node of which nothing could be read': plan(twoSites, {
    ...anObservation(twoSites.slice(0, 3), members(...twoSites.map(({ name }) => name))),
  }),
  'a setting whose place is not certain': plan([tokyo1, busy, newyork1, newyork2], seen, {
    dialect: { ...aDialect(), settings: new Map() },
  }),
}

/** What a person is asked to confirm, which a plan shows only once it waits for it. */
const questionsOf = ({ phases }: Plan): string =>
  phases
    .flatMap(({ steps }) => steps)
    .flatMap((step) => (step.kind === 'manual' && step.check.kind === 'confirmation' ? [step.check.question] : []))
    .map((question) => `asked: ${question}\n`)
    .join('')

test('what plans ask of people and why something is left as it is', async () => {
  const told = Object.entries(plans).map(([what, one]) => `## ${what}\n\n${planText(one, plain)}${questionsOf(one)}`)
  await expect(told.join('\n')).toMatchFileSnapshot('wording.txt')
})
