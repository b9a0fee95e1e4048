import type { SettingName, SettingValue } from '../../model/settings.ts'
import { settingNames } from '../../model/setting-shapes.ts'
import { isTelling, textOf } from './same-answer.ts'
import type { Change } from './change.ts'
import { heldByWord } from './held-by-word.ts'
import { candidatesFor, placeOf, togetherOf, type Candidate, type NodeDocuments } from './candidate.ts'

/** What has been found out about where one setting is kept. */
export interface Known {
  readonly candidates: readonly Candidate[]
  /** The values that a person has read off the UI, each once. */
  readonly values: ReadonlyMap<string, SettingValue>
  /** Somebody changed it in the UI, and this property followed: nothing is more certain. */
  readonly proved: boolean
  /** How it was learnt, in the order of learning. */
  readonly how: readonly string[]
}

/** Longest text of a value in what a dialect says of its source. */
const LONGEST = 80

/** What has been found out so far, by setting. */
export type Knowledge = ReadonlyMap<SettingName, Known>

/** Values of a node's settings as the UI shows them; `null` where it shows nothing. */
export type Answers = ReadonlyMap<SettingName, SettingValue>

/** Takes in what the UI shows for one node: a property that does not hold it is not where the setting is kept. */
export function withAnswers(before: Knowledge, documents: NodeDocuments, answers: Answers, node: string): Knowledge {
  const after = new Map(before)
  for (const [setting, value] of answers) {
    const known = before.get(setting)
    const fitting = candidatesFor(setting, value, documents)
    after.set(setting, {
      candidates: known === undefined ? fitting : togetherOf(known.candidates, fitting),
      values: new Map(known?.values).set(textOf(value), value),
      proved: known?.proved ?? false,
      how: [...(known?.how ?? []), `${shown(value)} at ${node}`],
    })
  }
  return after
}

/** Takes in a change: the property that followed it is where the setting is kept. The problem says why none is certain. */
export function withChange(
  before: Knowledge,
  change: Change,
): { readonly knowledge: Knowledge } | { readonly problem: string } {
  const { setting, to } = change
  const moved = movedProperties(change)
  if (moved.size === 0) return { problem: 'no property of the node is another than before: is the change saved?' }
  const known = before.get(setting)
  const fitting = candidatesFor(setting, to, change.after).filter((candidate) => moved.has(placeOf(candidate)))
  const narrowed = known === undefined ? fitting : togetherOf(known.candidates, fitting)
  // What one property alone did in step with the UI outweighs what somebody may have misread before.
  const left = narrowed.length === 0 && moved.size === 1 ? fitting : narrowed
  const places = new Set(left.map(placeOf))
  if (places.size === 0) {
    const byWord = heldByWord(known?.candidates ?? [], change, moved)
    if (byWord !== undefined) {
      const next = { ...provedBy(change, known, [byWord.candidate]), proved: byWord.proved }
      return { knowledge: new Map(before).set(setting, next) }
    }
    return { problem: `what changed is ${[...moved].join(', ')}, and none of it reads as ${shown(to)} now` }
  }
  if (places.size > 1 || (known === undefined && moved.size > 1)) {
    return { problem: `${moved.size} properties changed at once: change one field only, or say first what it was` }
  }
  return { knowledge: new Map(before).set(setting, provedBy(change, known, left)) }
}

function provedBy({ to, node }: Change, known: Known | undefined, candidates: readonly Candidate[]): Known {
  return {
    candidates,
    values: new Map(known?.values).set(textOf(to), to),
    proved: true,
    how: [...(known?.how ?? []), `changed to ${shown(to)} at ${node}`],
  }
}

/** Settings of which nothing was ever said; what they hold might be taken for a value of another one. */
export function unanswered(knowledge: Knowledge): readonly SettingName[] {
  return settingNames.filter((setting) => !knowledge.has(setting))
}

/**
 * Whether values alone, without a change, tell enough to believe the one property that holds them. A yes or no never
 * does: the real one may be kept in a form that nobody can read, and another one say the same by chance.
 */
export function tellsEnough({ values }: Known): boolean {
  const said = [...values.values()].filter((value) => typeof value !== 'boolean' && value !== null)
  return said.length > 1 || said.some(isTelling)
}

function movedProperties({ before, after }: Change): ReadonlySet<string> {
  const moved = new Set<string>()
  for (const [document, { properties }] of after) {
    for (const [key, property] of properties) {
      const was = before.get(document)?.properties.get(key)
      if (was?.value !== property.value) moved.add(placeOf({ document, key }))
    }
  }
  return moved
}

function shown(value: SettingValue): string {
  const text = value === null ? 'nothing' : JSON.stringify(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text
}
