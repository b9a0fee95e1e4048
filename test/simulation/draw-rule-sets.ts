import { vocabularyFrom } from '../../src/compile/policy/vocabulary.ts'
import type { XmlSeed } from '../../src/emulator/profile.ts'
import { ownedDescription } from '../../src/model/policy/list.ts'
import { emptyPolicy, type Policy } from '../../src/model/policy/policy.ts'
import type { RuleSet } from '../../src/model/policy/rule-set.ts'
import { ruleSetDocument } from '../../src/policy/documents/rule-set-document.ts'
import { place } from '../plan/a-cluster.ts'
import { blockSettings } from '../policy/block-settings.ts'
import { dialect, profile } from './cluster-world.ts'
import type { Dice } from './dice.ts'

/** Names that rule sets have: those that may be ours, and those that never are. */
export const RULE_SETS = {
  ours: ['uploads', 'downloads', 'archives'],
  foreign: ['help desk', 'old gateway'],
} as const

/** Settings of the action that blocks: ours, and those that only foreign rule sets use. */
export const SETTINGS = { ours: ['block', 'block, strictly'], foreign: 'of the help desk' } as const

/** The one rule of every rule set. */
export const RULE = 'large'

/** The one property of these settings. */
export const REASON = 'BlockReason'

/** The words that drawn rule sets are read with. */
export const words = vocabularyFrom(dialect.policy)

/** How the rule sets of ours should be. */
export interface RuleSetWish {
  /** In the order in which they are processed: what each is called, and the number that its rule compares with. */
  readonly sets: readonly SetSketch[]
  /** What their settings say. */
  readonly reasons: Readonly<Record<string, string>>
}

/** A rule set in a few words. */
export interface SetSketch {
  readonly name: string
  readonly size: number
  /** Name of the settings that it blocks with. */
  readonly settings: string
}

/** Draws which rule sets of ours there are, in which order, and what they and their settings say. */
export function drawSets(dice: Dice): RuleSetWish {
  const some = RULE_SETS.ours.filter(() => dice.chance(0.65))
  const sets = shuffled(dice, some).map((name) => ({
    name,
    size: dice.whole(1, 4),
    settings: dice.pick(SETTINGS.ours),
  }))
  return { sets, reasons: Object.fromEntries(SETTINGS.ours.map((name) => [name, drawReason(dice)])) }
}

/** Draws what a cluster holds at the start: rule sets of ours, and those of others anywhere in between. */
export function drawHeldSets(dice: Dice): readonly XmlSeed[] {
  const { sets, reasons } = drawSets(dice)
  const all: SetSketch[] = [...sets]
  for (const name of shuffled(
    dice,
    RULE_SETS.foreign.filter(() => dice.chance(0.7)),
  ))
    all.splice(dice.whole(0, all.length), 0, { name, size: 9, settings: SETTINGS.foreign })
  const policy = policyOf({ sets: all, reasons })
  return policy.ruleSets.flatMap((set) => {
    const xml = ruleSetDocument(set, policy, `${profile.product.version}-${profile.product.build}`, words).value
    return xml === undefined ? [] : [{ xml }]
  })
}

/** Rule sets and their settings as a policy of the repository has them. */
export function policyOf({ sets, reasons }: RuleSetWish): Policy {
  const ours = Object.entries(reasons).map(([name, reason]) => blockSettings(name, { [REASON]: reason }))
  const all = [...ours, blockSettings(SETTINGS.foreign, { [REASON]: 'ask the help desk' })]
  return { ...emptyPolicy, ruleSets: sets.map(ruleSetOf), settings: all }
}

function ruleSetOf({ name, size, settings }: SetSketch): RuleSet {
  const isForeign = RULE_SETS.foreign.some((one) => one === name)
  const operand = { kind: 'literal', type: 'number', value: String(size) } as const
  const bytes = { name: 'BytesFromClient', arguments: [] }
  const rule = {
    name: RULE,
    place,
    description: '',
    enabled: true,
    criteria: {
      always: false,
      terms: [{ opens: 0, closes: 0, property: bytes, operator: 'greater than or equals', operand }],
    },
    action: { name: 'Block', settings },
    events: [],
  }
  return {
    name,
    place,
    description: isForeign ? 'of the help desk' : ownedDescription(''),
    enabled: true,
    cycles: { request: true, response: false, embedded: false },
    cloudSynced: false,
    criteria: { always: true, terms: [] },
    rules: [rule],
    ruleSets: [],
  }
}

function drawReason(dice: Dice): string {
  return dice.pick(['no', 'not here', 'never'])
}

function shuffled<Value>(dice: Dice, values: readonly Value[]): readonly Value[] {
  const left = [...values]
  return values.map(() => left.splice(dice.whole(0, left.length - 1), 1)[0]!)
}
