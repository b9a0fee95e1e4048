import { isEmpty, type SettingValue } from '../../model/settings.ts'

/** Whether a value is what a person read off the UI; the order of a list is not asked for. */
export function sameAnswer(held: SettingValue, answer: SettingValue): boolean {
  if (isEmpty(held) || isEmpty(answer)) return isEmpty(held) && isEmpty(answer)
  return textOf(held) === textOf(answer)
}

/** A value as one text, the same for values that a person would call the same. */
export function textOf(value: SettingValue): string {
  if (!Array.isArray(value)) return canonical(value)
  const elements: readonly unknown[] = value
  return JSON.stringify(elements.map(canonical).toSorted())
}

/** Whether a value is unlikely to stand in a property that is about something else. */
export function isTelling(value: SettingValue): boolean {
  const texts: string[] = []
  collect(value, texts)
  return texts.some((text) => text.length >= 3 && /[A-Za-z.:/]/.test(text))
}

function collect(value: unknown, into: string[]): void {
  if (typeof value === 'string') into.push(value)
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) collect(inner, into)
}

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).filter(([name, inner]) => inner !== undefined && name !== 'password')
  return JSON.stringify(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
