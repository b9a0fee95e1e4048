import { wordsOf } from '../dialect/words.ts'
import type { ObservedCluster, ObservedRuleSet } from '../model/observed.ts'
import { ownershipMarker } from '../model/policy/list.ts'
import { heldContent } from '../policy/documents/rule-set-content.ts'
import { vocabularyOf, type Vocabulary } from '../policy/vocabulary.ts'
import type { Blocked, Plan, RuleSetImport, Step } from './plan.ts'
import { isOurs } from './rule-sets/compare-rule-set.ts'
import { differencesOf } from './rule-sets/differences-of.ts'
import { importableBefore, TAKE_IT_FROM_A_COMMIT, type ImportContext } from './rule-sets/importable-before.ts'
import { leftByImport } from './rule-sets/left-by-import.ts'

type PutStep = Extract<Step, { kind: 'put rule sets' }>

/** What is known of rule sets before a plan and now, and how they are imported. */
export interface UndoRuleSetsContext {
  readonly before: ObservedCluster
  readonly observed: ObservedCluster
  readonly imports: ImportContext
}

/**
 * The step that brings rule sets back to what they were before a plan put others in their places: from the backup that
 * was taken before. What is neither as before nor as the plan left it belongs to somebody else.
 */
export function undoRuleSets(undone: Plan, context: UndoRuleSetsContext, blocked: Blocked[]): readonly Step[] {
  const steps = undone.phases
    .flatMap((phase) => phase.steps)
    .filter((step): step is PutStep => step.kind === 'put rule sets')
  if (steps.length === 0) return []
  const { before, observed } = context
  if (before.ruleSets.kind !== 'known' || observed.ruleSets.kind !== 'known') {
    const why = before.ruleSets.kind === 'unknown' ? `: ${before.ruleSets.reason}` : ''
    const reason =
      before.ruleSets.kind === 'known' ? 'what they are now could not be read' : `nobody kept what they were${why}`
    blocked.push({ object: `rule sets ${quoted(namesIn(steps))}`, reason, remedy: TAKE_IT_FROM_A_COMMIT })
    return []
  }
  const [past, now] = [before.ruleSets.value, observed.ruleSets.value]
  const words = vocabularyOf(wordsOf(context.imports.dialect.policy))
  const imports: RuleSetImport[] = []
  const removes: string[] = []
  for (const name of namesIn(steps)) {
    const back = wayBack(name, { past, now, left: leftBy(steps, name), imports: context.imports, words })
    if (back === 'nothing') continue
    if (back === 'remove') removes.push(name)
    else if ('reason' in back) blocked.push(back)
    else imports.push(back)
  }
  const order = orderBack(steps, { past, now, imports, removes }, blocked)
  const held = now.map(({ name }) => name).filter((name) => order.includes(name))
  if (imports.length + removes.length === 0 && quoted(held) === quoted(order)) return []
  return [{ kind: 'put rule sets', imports, removes, order }]
}

interface Moves extends Pick<PutStep, 'imports' | 'removes'> {
  readonly past: readonly ObservedRuleSet[]
  readonly now: readonly ObservedRuleSet[]
}

/** The order from before; where somebody else has moved rule sets since, theirs, with what comes back below it. */
function orderBack(steps: readonly PutStep[], { past, now, imports, removes }: Moves, blocked: Blocked[]): string[] {
  const there = new Set([...now.filter(isOurs), ...imports].map(({ name }) => name))
  const before = past.map(({ name }) => name).filter((name) => there.has(name) && !removes.includes(name))
  // Each of these may be what is there: the commit of the last step may have been lost.
  const orders = [past.map(({ name }) => name), ...steps.map(({ order }) => order)]
  const named = new Set(steps.flatMap(({ order }) => order))
  const held = now.map(({ name }) => name).filter((name) => named.has(name))
  if (orders.some((order) => quoted(order.filter((name) => held.includes(name))) === quoted(held))) return before
  blocked.push({ object: 'order of the rule sets', ...changedSince })
  const stay = held.filter((name) => !removes.includes(name))
  return [...stay, ...before.filter((name) => !stay.includes(name))]
}

interface Sides {
  readonly past: readonly ObservedRuleSet[]
  readonly now: readonly ObservedRuleSet[]
  /** Digests of what the steps of the plan left, each of them; undefined for one that took the rule set away. */
  readonly left: ReadonlySet<RuleSetImport['rules'] | undefined>
  readonly imports: ImportContext
  readonly words: Vocabulary
}

function wayBack(name: string, sides: Sides): RuleSetImport | Blocked | 'remove' | 'nothing' {
  const { past, now, left } = sides
  const object = `rule set "${name}"`
  const old = past.find((one) => one.name === name)
  const [held, ...others] = now.filter((one) => one.name === name)
  if (others.length > 0) return { object, reason: 'there are several of this name now', remedy: SEE_TO_IT }
  if (held !== undefined && held.rules === undefined)
    return { object, reason: 'what it is now could not be read', remedy: SEE_TO_IT }
  if (old === undefined ? held === undefined : old.rules === held?.rules) return 'nothing'
  if (held !== undefined && !isOurs(held)) return { object, ...lostMark }
  if (!left.has(held?.rules)) return { object, ...changedSince }
  return old === undefined ? 'remove' : importBack(old, held, sides)
}

const SEE_TO_IT = 'see to it in the UI, then roll back again'

function importBack(
  old: ObservedRuleSet,
  held: ObservedRuleSet | undefined,
  { now, imports, words }: Sides,
): RuleSetImport | Blocked {
  const made = importableBefore(old, imports)
  if ('reason' in made) return made
  const { wanted, content } = made
  const existing = now.flatMap(({ holds }) => (holds.kind === 'known' ? [holds.value] : []))
  const left = leftByImport(existing, wanted, words)
  if (left.length > 0)
    return {
      object: `rule set "${old.name}"`,
      reason: `it uses ${left.join(', ')}, which an import leaves as they are now`,
      remedy: TAKE_IT_FROM_A_COMMIT,
    }
  const present = held?.holds.kind === 'known' ? { present: heldContent(held.holds.value, wanted) } : {}
  return {
    name: old.name,
    content,
    rules: old.rules ?? content,
    replaces: held !== undefined,
    differences: differencesOf({ ...present, wanted, values: [] }, { words, more: MORE, valuesAside: false }),
  }
}

const MORE = 'see "pader backup rehearse"'

/** Why what is neither as before nor as it was left stays as it is. */
export const changedSince = {
  reason: 'somebody else has changed it since',
  remedy: 'ask who it was, and change it in the repository',
} as const

/** Why what lost the mark since stays as it is, and what can be done. */
export const lostMark = {
  reason: 'somebody removed the mark of Pader from it since, so that it stays as it is',
  remedy: `to have it taken back too, start its description in the UI with "${ownershipMarker}", then roll back again`,
} as const

/** What each step about a rule set left of it: any of that may be there, since the commit of the last may have been lost. */
function leftBy(steps: readonly PutStep[], name: string): Sides['left'] {
  const imported = steps.flatMap(({ imports }) => imports.filter((one) => one.name === name))
  const removed = steps.some(({ removes }) => removes.includes(name)) ? [undefined] : []
  return new Set([...imported.map(({ rules }) => rules), ...removed])
}

function namesIn(steps: readonly PutStep[]): readonly string[] {
  return [...new Set(steps.flatMap(({ imports, removes }) => [...imports.map(({ name }) => name), ...removes]))]
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}
