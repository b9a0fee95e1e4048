import type { DocumentProperty } from '../../appliance/port.ts'
import { settingShapes } from '../../model/setting-shapes.ts'
import type { Words } from '../../dialect/dialect.ts'
import type { SettingName } from '../../model/settings.ts'
import { placeOf, type Candidate } from './candidate.ts'
import { isUsual, type PlainEncoding } from './plain-forms.ts'
import type { Change } from './change.ts'

/** Settings that the UI shows as a choice, so that an appliance may keep a word for each. */
const CHOICES: ReadonlySet<SettingName> = new Set<SettingName>(['versionCheck.level'])

/** A property that holds words, and whether two changes in step with the UI have shown it. */
export interface HeldByWord {
  readonly candidate: Candidate
  readonly proved: boolean
}

/**
 * The property that followed a change with a word that no usual form explains: an enumeration, or a yes and no in words
 * of its own. Only the one property that moved from word to word can be it, and one change alone proves nothing: it
 * could be another field that somebody changed. Digits are never a word: they would be a value misread.
 */
export function heldByWord(
  known: readonly Candidate[],
  change: Change,
  moved: ReadonlySet<string>,
): HeldByWord | undefined {
  const { kind } = settingShapes[change.setting]
  const step = stepOf(change, moved)
  if (step === undefined || (kind !== 'number' && kind !== 'boolean')) return undefined
  const seen = known
    .map(({ plain, ...one }) => (placeOf(one) === step.place ? wordsOf(plain) : undefined))
    .find(Boolean)
  const said = wordsBy(change, step.before, step.after)
  const words = said === undefined ? undefined : merged(seen ?? {}, said)
  if (words === undefined) return undefined
  const proved = seen !== undefined && (kind === 'number' || Object.keys(words).length === 2)
  const { document, key, type } = step
  return { candidate: { document, key, type, plain: { kind, words } }, proved }
}

/** The one property that moved, from word to word. */
interface WordStep {
  readonly place: string
  readonly document: string
  readonly key: string
  readonly type: string
  readonly before: string
  readonly after: string
}

function stepOf(change: Change, moved: ReadonlySet<string>): WordStep | undefined {
  const [place, ...others] = moved
  const found = place === undefined || others.length > 0 ? undefined : propertyAt(change.after, place)
  if (place === undefined || found === undefined || found.property.encrypted) return undefined
  const before = propertyAt(change.before, place)?.property.value ?? ''
  const { key, type, value } = found.property
  const isStep = isWord(value) && (before === '' || isWord(before))
  return isStep ? { place, document: found.document, key, type, before, after: value } : undefined
}

/** Whether a way of keeping a value was learnt word by word. */
export function wordsOf(plain: PlainEncoding | undefined): Words | undefined {
  const words = plain?.kind === 'number' || plain?.kind === 'boolean' ? plain.words : undefined
  return words === undefined || isUsual(words) ? undefined : words
}

function wordsBy({ setting, to }: Change, before: string, after: string): Words | undefined {
  if (typeof to === 'boolean') return { [String(to)]: after, ...(before === '' ? {} : { [String(!to)]: before }) }
  return typeof to === 'number' && CHOICES.has(setting) ? { [String(to)]: after } : undefined
}

/** One word for each value and one value for each word; undefined where they contradict each other. */
function merged(seen: Words, said: Words): Words | undefined {
  if (Object.entries(said).some(([value, word]) => (seen[value] ?? word) !== word)) return undefined
  const words = { ...seen, ...said }
  return new Set(Object.values(words)).size === Object.keys(words).length ? words : undefined
}

function propertyAt(
  documents: Change['after'],
  place: string,
): { readonly document: string; readonly property: DocumentProperty } | undefined {
  for (const [document, { properties }] of documents)
    for (const property of properties.values())
      if (placeOf({ document, key: property.key }) === place) return { document, property }
  return undefined
}

function isWord(text: string): boolean {
  return text.trim() !== '' && !/^[\d.+-]+$/.test(text) && !text.includes('<')
}
