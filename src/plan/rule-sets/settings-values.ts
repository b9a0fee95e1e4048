import type { PolicyObjects } from '../../model/policy/policy.ts'
import type { SettingsObject, SettingsValue } from '../../model/policy/settings-object.ts'
import { isSecret } from '../../policy/show/secrets.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { wordFor } from './in-words.ts'

/** A value of a settings object that the cluster has, and that is to become another. */
export interface ValueChange {
  /** Name of the object. */
  readonly settings: string
  /** Action or engine that it belongs to, as a word. */
  readonly target: string
  readonly key: string
  readonly before: string
  readonly after: string
}

/**
 * The values by which settings objects of the same name differ, as far as one value can be put in the place of another:
 * same key, same type, and nothing that is encrypted or looks like a secret, which has no place in a plan.
 */
export function changedValues(held: PolicyObjects, wanted: PolicyObjects, words: Vocabulary): readonly ValueChange[] {
  return wanted.settings.flatMap((object) => {
    const target = wordFor(object.target, words)
    const present = held.settings.find((one) => isSameObject(one, object, words))
    return object.values.flatMap((value): readonly ValueChange[] => {
      const before = present?.values.find(({ key }) => key === value.key)
      if (before === undefined || before.value === value.value || !isReplaceable(before, value, words)) return []
      return [{ settings: object.name, target, key: value.key, before: before.value, after: value.value }]
    })
  })
}

/** What a policy says once values of its settings have become others. */
export function withValues(held: PolicyObjects, changes: readonly ValueChange[], words: Vocabulary): PolicyObjects {
  const settings = held.settings.map((object): SettingsObject => {
    const target = wordFor(object.target, words)
    const own = changes.filter((change) => change.settings === object.name && change.target === target)
    const valueOf = (key: string): string | undefined => own.find((change) => change.key === key)?.after
    return { ...object, values: object.values.map((value) => ({ ...value, value: valueOf(value.key) ?? value.value })) }
  })
  return { ...held, settings }
}

/** Whether two settings objects are one: name and target decide, since numbers mean nothing. */
export function isSameObject(
  one: Pick<SettingsObject, 'name' | 'target'>,
  other: Pick<SettingsObject, 'name' | 'target'>,
  words: Vocabulary,
): boolean {
  return one.name === other.name && wordFor(one.target, words) === wordFor(other.target, words)
}

function isReplaceable(before: SettingsValue, after: SettingsValue, words: Vocabulary): boolean {
  const typeOf = ({ type, listType = '' }: SettingsValue): string =>
    [type, listType].map((id) => wordFor(id, words)).join(' ')
  return typeOf(before) === typeOf(after) && !isSecret(before) && !isSecret(after)
}
