import type { ConfigurationDocument, FeedEntry, GatewayWriter } from '../../appliance/port.ts'
import { policyPath } from '../../dialect/policy-paths.ts'
import type { SettingsObject, SettingsValue } from '../../model/policy/settings-object.ts'
import { isSameObject } from '../../plan/rule-sets/settings-values.ts'
import type { WriteContext } from './write-context.ts'
import { contentOf } from '../observe/read-export.ts'
import { required } from './refused.ts'

/**
 * Gives settings that are there, and that no rule set uses, the values that a rule set on its way in refers to. Exports do not
 * show them, so that no plan knows of them, and an import leaves them as they are. What a rule set uses is never touched here.
 */
export async function fitUnusedSettings(
  writer: GatewayWriter,
  wanted: readonly SettingsObject[],
  writeContext: WriteContext,
): Promise<void> {
  const path = policyPath('settingProperty', writeContext.scope.dialect, writeContext.target)
  if (path === undefined || wanted.length === 0) return
  const feed = required('the settings', await writer.settings())
  for (const object of wanted) {
    const found = feed.find((entry) => isEntryOf(entry, object, writeContext))
    if (found === undefined) continue
    const held = required(`settings "${object.name}"`, await writer.setting(found.id))
    const others = object.values.filter((value) => isOther(held, value))
    if (others.length === 0 || (await isUsed(writer, object, writeContext))) continue
    for (const { key, value } of others) await writer.putSettingProperty(path, found.id, key, value)
  }
}

function isEntryOf({ title, type }: FeedEntry, { name, target }: SettingsObject, { scope }: WriteContext): boolean {
  const id = scope.ruleSets?.byName('actions', target)?.id ?? target
  return title === name && (type ?? id) === id
}

function isOther({ properties }: ConfigurationDocument, { key, value, encrypted }: SettingsValue): boolean {
  const held = properties.get(key)
  return held !== undefined && !held.encrypted && encrypted !== true && held.value !== value
}

/** Whether a rule set uses the settings, or may: one that cannot be understood hides what it uses. */
async function isUsed(writer: GatewayWriter, object: SettingsObject, { scope }: WriteContext): Promise<boolean> {
  const words = scope.ruleSets
  if (words === undefined) return true
  for (const { id, title } of required('the rule sets', await writer.ruleSets())) {
    const holds = contentOf(required(`rule set "${title}"`, await writer.exportRuleSet(id)), title, words)
    if (holds.kind !== 'known' || holds.value.settings.some((one) => isSameObject(one, object, words))) return true
  }
  return false
}
