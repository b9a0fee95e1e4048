import { settingNames } from '../model/setting-shapes.ts'
import type { SettingName, SettingValue } from '../model/settings.ts'
import type { HeldObject, Holding } from './holdings.ts'
import { isSameValue } from './same-value.ts'

/** Whether an object holds the same, whatever order its elements came back in where they have none. */
export function isSameHolding(object: HeldObject, left: Holding | undefined, right: Holding | undefined): boolean {
  if (left?.digest === right?.digest) return true
  const setting = object.kind === 'setting' ? settingCalled(object.setting) : undefined
  if (setting === undefined || left === undefined || right === undefined) return false
  return isSameValue(setting, asSetting(left.value), asSetting(right.value))
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
