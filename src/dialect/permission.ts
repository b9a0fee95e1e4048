import { isVerified, type Dialect, type FactName, type Identifier, type PropertyEntry } from './dialect.ts'

/** What is known of the machine that would be written to. Only its answer to a challenge makes a target an emulator. */
export interface Target {
  readonly provedEmulator: boolean
}

/** Whether something may be written; a refusal says why and what to do about it. */
export type Permission =
  { readonly allowed: true } | { readonly allowed: false; readonly reason: string; readonly remedy: string }

/** What every identifier starts with that was invented for the emulator; no appliance knows such a one. */
export const inventedPrefix = 'emulator.'

const allowed: Permission = { allowed: true }

/** Whether a setting may be written to a target through this entry. */
export function mayWrite(entry: PropertyEntry, target: Target): Permission {
  const invented = [entry.document, entry.key, ...columnsOf(entry)].some((id) => id.startsWith(inventedPrefix))
  if (target.provedEmulator || (isVerified(entry.provenance) && !invented)) return allowed
  return {
    allowed: false,
    reason:
      `the setting "${entry.setting}" has no verified identifier: its dialect entry "${entry.key}" ` +
      `of document "${entry.document}" is ${said(entry, invented)}`,
    remedy: calibrateSetting(entry.setting),
  }
}

/** Whether a name of the policy language may be written to a target as the id that is known for it. */
export function mayEmit(identifier: Identifier, target: Target): Permission {
  const invented = identifier.id?.startsWith(inventedPrefix) ?? false
  if (identifier.id !== undefined) {
    if (target.provedEmulator || (isVerified(identifier.provenance) && !invented)) return allowed
  }
  return {
    allowed: false,
    reason:
      identifier.id === undefined
        ? `the id of "${identifier.name}" is not known`
        : `the id "${identifier.id}" of "${identifier.name}" is ${said(identifier, invented)}`,
    remedy: 'learn it from a rule set that you export from your appliance: pader calibrate CLUSTER --export FILE',
  }
}

/** A fact that may be relied on at a target: an unverified one counts only where the target proved itself an emulator. */
export function reliableFact(dialect: Dialect, name: FactName, { provedEmulator }: Target): string | undefined {
  const found = dialect.facts.get(name)
  return found !== undefined && (provedEmulator || isVerified(found.provenance)) ? found.value : undefined
}

/** What to do about a setting that no dialect can write. */
export function calibrateSetting(setting: string): string {
  return `learn where your appliance keeps "${setting}": pader calibrate CLUSTER`
}

function said(entry: Pick<PropertyEntry, 'provenance'>, invented: boolean): string {
  return invented
    ? 'invented for the emulator, and this target did not prove itself one'
    : `not verified (mark "${entry.provenance.mark}": ${entry.provenance.source})`
}

function columnsOf(entry: PropertyEntry): readonly string[] {
  return entry.encoding.kind === 'rows' ? Object.values(entry.encoding.columns) : []
}
