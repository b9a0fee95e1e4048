import type { Encoding, PropertyEntry, Provenance } from '../../dialect/dialect.ts'
import { settingNames, settingShapes } from '../../model/setting-shapes.ts'
import type { SettingName } from '../../model/settings.ts'
import { placeOf, type Candidate } from './candidate.ts'
import { tellsEnough, unanswered, type Knowledge, type Known } from './knowledge.ts'
import { wordsOf } from './held-by-word.ts'
import { isReversed } from './plain-forms.ts'
import { settleColumns } from './row-columns.ts'

/** Where settings are kept, as far as that is certain, and what is still missing. */
export interface Conclusion {
  readonly learned: readonly PropertyEntry[]
  readonly missing: readonly MissingSetting[]
}

/** A setting that is not certain yet, and what would make it so. */
export interface MissingSetting {
  readonly setting: SettingName
  readonly why: string
}

/** When and from which product something was learnt. */
export type LearnedFrom = Pick<Provenance, 'date' | 'product'>

/**
 * Draws conclusions: one property for one setting, and never one that another setting has. A value alone counts only
 * where it tells something, and where no setting of the same kind was left unanswered that might hold the same.
 */
export function conclude(knowledge: Knowledge, occasion: LearnedFrom): Conclusion {
  const found = new Map<SettingName, Candidate>()
  for (let more = true; more;) {
    more = false
    for (const [setting, known] of certainFirst(knowledge)) {
      if (found.has(setting)) continue
      const [only] = soleCandidate(setting, known, knowledge, found)
      if (only === undefined || reasonToDoubt(setting, known, knowledge, only) !== undefined) continue
      found.set(setting, only)
      more = true
    }
  }
  const learned: PropertyEntry[] = []
  const missing: MissingSetting[] = []
  for (const setting of settingNames) {
    const candidate = found.get(setting)
    const known = knowledge.get(setting)
    if (candidate === undefined || known === undefined) {
      missing.push({ setting, why: whyMissing(setting, known, knowledge, found) })
      continue
    }
    const encoding = encodingOf(candidate)
    if (typeof encoding === 'string') missing.push({ setting, why: encoding })
    else learned.push(entryOf(setting, candidate, encoding, known, occasion))
  }
  return { learned, missing }
}

/** Proved ones first: what they take is taken. */
function certainFirst(knowledge: Knowledge): readonly (readonly [SettingName, Known])[] {
  return [...knowledge].toSorted(([, a], [, b]) => Number(b.proved) - Number(a.proved))
}

/** The one candidate that is left, as a list of one; otherwise all that are left. */
function soleCandidate(
  setting: SettingName,
  known: Known,
  knowledge: Knowledge,
  found: ReadonlyMap<SettingName, Candidate>,
): readonly [Candidate?] {
  const left = leftOf(setting, known, found)
  const [only] = left
  if (only === undefined || new Set(left.map(placeOf)).size > 1 || left.length > 1) return []
  // Two settings with nothing but the same property to be in: at least one of them is elsewhere.
  const claimed = [...knowledge].some(
    ([other, its]) =>
      other !== setting &&
      !known.proved &&
      !found.has(other) &&
      leftOf(other, its, found).length > 0 &&
      leftOf(other, its, found).every((one) => placeOf(one) === placeOf(only)),
  )
  return claimed ? [] : [only]
}

function leftOf(
  setting: SettingName,
  { candidates }: Known,
  found: ReadonlyMap<SettingName, Candidate>,
): readonly Candidate[] {
  const taken = new Set([...found].flatMap(([other, one]) => (other === setting ? [] : [placeOf(one)])))
  return candidates.filter((candidate) => !taken.has(placeOf(candidate)))
}

/** Why a single candidate is not believed on values alone. */
function reasonToDoubt(
  setting: SettingName,
  known: Known,
  knowledge: Knowledge,
  { plain }: Candidate,
): string | undefined {
  if (known.proved) return undefined
  if (wordsOf(plain) !== undefined)
    return 'the property that changed with it holds words: change it in the UI once more (back, if you like), so that the property changes again'
  if (plain !== undefined && isReversed(plain))
    return 'the only property that may hold it says the opposite: change it in the UI, to see whether the property changes with it'
  if (!tellsEnough(known))
    return 'its value is too common to be sure: change it in the UI, or (unless it is yes or no) add another node with a different value'
  const rivals = unanswered(knowledge).filter((other) => settingShapes[other].kind === settingShapes[setting].kind)
  if (rivals.length === 0) return undefined
  return `also say what the UI shows for ${rivals.join(', ')}, or change it in the UI: they might have the same value`
}

function whyMissing(
  setting: SettingName,
  known: Known | undefined,
  knowledge: Knowledge,
  found: ReadonlyMap<SettingName, Candidate>,
): string {
  if (known === undefined) return 'nobody has said what the UI shows for it'
  const left = leftOf(setting, known, found)
  const places = [...new Set(left.map(placeOf))]
  if (places.length === 0) return 'no property holds what the UI shows, in any form that Pader can read'
  if (places.length > 1)
    return `${places.length} properties hold this value: change it in the UI, to see which of them changes`
  const [only, ...forms] = left
  if (forms.length > 0)
    return 'one property holds it, but its format is not certain: set it to another value (several, if it is a list)'
  const doubt = only === undefined ? undefined : reasonToDoubt(setting, known, knowledge, only)
  return doubt ?? 'the property may belong to another setting: change it in the UI'
}

/** How the candidate's text is read; a text that says what is not certain yet. */
function encodingOf({ plain, columns }: Candidate): Encoding | string {
  if (plain !== undefined) return plain
  if (columns === undefined) return 'no row of it has been seen yet: add one in the UI'
  const settled = settleColumns(columns)
  if ('kind' in settled) return settled
  return `its columns for ${settled.uncertain.join(', ')} are not certain: give those cells values that differ from all others, and from row to row`
}

function entryOf(
  setting: SettingName,
  { document, key, type, listType }: Candidate,
  encoding: Encoding,
  { how }: Known,
  occasion: LearnedFrom,
): PropertyEntry {
  const source = how.slice(-2).join(', then ')
  const provenance = { mark: 'calibrated', source, ...occasion } as const
  return { setting, document, key, type, ...(listType === undefined ? {} : { listType }), encoding, provenance }
}
