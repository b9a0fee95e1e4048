import { settingNames } from '../model/setting-shapes.ts'
import type { SettingName, SettingValue } from '../model/settings.ts'
import type { HeldObject } from './held-object.ts'
import type { Holding } from './holding.ts'
import { isSameValue } from './same-value.ts'

/** Whether an object holds the same, whatever order its elements came back in where they have none. */
export function isSameHolding(object: HeldObject, left: Holding | undefined, right: Holding | undefined): boolean {
  if (left?.digest === right?.digest) return true
  if (left === undefined || right === undefined) return false
  if (object.kind === 'rule set order') return isSameOrder(left.value, right.value)
  const setting = object.kind === 'setting' ? settingCalled(object.setting) : undefined
  return setting !== undefined && isSameValue(setting, asSetting(left.value), asSetting(right.value))
}

/** Whether what both have is in one order: that one has more or fewer is said of what it has. */
function isSameOrder(left: unknown, right: unknown): boolean {
  if (!Array.isArray(left) || !Array.isArray(right)) return false
  const [mine, theirs]: readonly (readonly unknown[])[] = [left, right]
  const common = mine?.filter((name) => theirs?.includes(name) === true)
  return JSON.stringify(common) === JSON.stringify(theirs?.filter((name) => mine?.includes(name) === true))
}

/** A remembered value as a setting's: it went into the memory as such, and comes out of it as JSON keeps it. */
export function asSetting(value: unknown): SettingValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || Array.isArray(value)
    ? value
    : null
}

/** The setting of a name, where there is one. */
export function settingCalled(name: string): SettingName | undefined {
  return settingNames.find((known) => known === name)
}
