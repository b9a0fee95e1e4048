import { expect, test } from 'vitest'
import { rules } from '../../../src/compile/rules/index.ts'
import type { Finding, Rule } from '../../../src/compile/rules/rule.ts'
import type { Cluster, Node } from '../../../src/model/fleet.ts'
import { build, exampleFiles } from '../support.ts'

const clusters = rules.flatMap((rule) =>
  [rule.examples.invalid, rule.examples.valid].flatMap((example) => build(exampleFiles(example), []).fleet.clusters),
)

function placesFound(rule: Rule, cluster: Cluster): string[] {
  const findings: readonly Finding[] = [...(rule.check?.(cluster, { today: '2027-01-15' }) ?? [])]
  return findings.map(({ place }) => JSON.stringify(place))
}

/** What a rule finds when it is shown only some of the nodes. */
function placesFoundWith(rule: Rule, cluster: Cluster, nodes: readonly Node[]): string[] {
  const locations = cluster.locations
    .map((location) => ({ ...location, nodes: location.nodes.filter((node) => nodes.includes(node)) }))
    .filter((location) => location.nodes.length > 0)
  return placesFound(rule, { ...cluster, locations, nodes })
}

/** What a rule finds when it is shown one node, or two, at a time. */
function placesFoundAlone(rule: Rule, cluster: Cluster): string[] {
  const { nodes } = cluster
  const shown =
    rule.scope === 'node'
      ? nodes.map((node) => [node])
      : nodes.flatMap((one, index) => nodes.slice(index + 1).map((other) => [one, other]))
  return shown.flatMap((some) => placesFoundWith(rule, cluster, some))
}

test.each(rules.filter(({ scope }) => scope !== undefined))('$code judges each $scope for itself', (rule) => {
  let found = 0
  for (const cluster of clusters) {
    const whole = new Set(placesFound(rule, cluster))
    expect(new Set(placesFoundAlone(rule, cluster))).toEqual(whole)
    found += whole.size
  }
  expect(found).toBeGreaterThan(0)
})

test('there are such rules', () => {
  expect(rules.filter(({ scope }) => scope === 'node').length).toBeGreaterThan(20)
  expect(rules.filter(({ scope }) => scope === 'pair').length).toBeGreaterThan(1)
})
