import { expect, test } from 'vitest'
import { rules } from '../../../src/compile/rules/index.ts'
import type { Finding, Rule } from '../../../src/compile/rules/rule.ts'
import type { Cluster } from '../../../src/model/fleet.ts'
import { build, exampleFiles } from '../support.ts'

const clusters = rules.flatMap((rule) =>
  [rule.examples.invalid, rule.examples.valid].flatMap((example) => build(exampleFiles(example), []).fleet.clusters),
)

function placesFound(rule: Rule, cluster: Cluster): string[] {
  const findings: readonly Finding[] = [...(rule.check?.(cluster, { today: '2027-01-15' }) ?? [])]
  return findings.map(({ place }) => JSON.stringify(place))
}

/** What a rule finds when it is shown one node at a time. */
function placesFoundAlone(rule: Rule, cluster: Cluster): string[] {
  return cluster.nodes.flatMap((node) => {
    const locations = cluster.locations
      .filter(({ name }) => name === node.location)
      .map((location) => ({ ...location, nodes: [node] }))
    return placesFound(rule, { ...cluster, locations, nodes: [node] })
  })
}

test.each(rules.filter(({ scope }) => scope === 'node'))('$code judges each node for itself', (rule) => {
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
})
