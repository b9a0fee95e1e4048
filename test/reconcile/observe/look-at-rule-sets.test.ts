import { expect, test } from 'vitest'
import type { GatewayReader } from '../../../src/appliance/port.ts'
import { known } from '../../../src/model/observed.ts'
import { lookAtRuleSets } from '../../../src/reconcile/observe/look-at-rule-sets.ts'
import { words } from '../../simulation/draw-rule-sets.ts'

const exported = (description: string): string =>
  `<libraryContent><ruleGroup id="1" name="Block"><description>${description}</description></ruleGroup></libraryContent>`

/** What a look sees of two rule sets whose exports say this, and the parts that it compares. */
async function see(first: string, second: string) {
  const texts = new Map([
    ['1', exported(first)],
    ['2', exported(second)],
  ])
  const reader = {
    ruleSets: async () => known([...texts.keys()].map((id) => ({ id, title: `Set ${id}` }))),
    exportRuleSet: async (id: string) => known(texts.get(id) ?? ''),
  } as unknown as GatewayReader
  const parts = new Map<string, string>()
  const seen = await lookAtRuleSets(reader, words, parts, () => undefined)
  return { parts, holds: seen.kind === 'known' ? seen.value.map(({ holds }) => holds) : [] }
}

test('a rule set is read again where its export is another one, and else what was read of it holds', async () => {
  const before = await see('as ever', 'before')
  const after = await see('as ever', 'after')
  expect(after.holds[0]).toBe(before.holds[0])
  expect(after.holds[1]).not.toEqual(before.holds[1])
  expect([...after.parts.values()].filter((part) => part.includes('after'))).toHaveLength(1)
})
