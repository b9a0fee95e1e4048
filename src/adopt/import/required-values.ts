import { isAddress } from '../../model/addresses.ts'
import type { ObservedNode } from '../../model/observed.ts'
import { settingNames } from '../../model/setting-shapes.ts'
import { isEmpty, type Endpoint, type SettingName, type SettingValue } from '../../model/settings.ts'
import { asYaml, isEndpoint } from '../as-yaml.ts'
import type { RequiredValue, RequiredValues } from './layers.ts'
import { derivedGroups, type NodePlacement } from './recognise.ts'
import type { Refusal } from './refusal.ts'
import { withReferences, type SecretNeeded } from './secrets.ts'

/** What YAML has to say of one node. */
export interface NodeDraft {
  readonly address: string | undefined
  readonly required: RequiredValues
  readonly secrets: readonly SecretNeeded[]
  /** Settings that YAML cannot have as they are, each with the reason. */
  readonly leftOut: readonly string[]
}

/** What a node's YAML rests on: what follows from its location and the usual port, and what YAML refuses. */
export interface Surroundings {
  readonly transitGroup: string
  readonly port: number
  readonly refusal: Refusal
}

/** Works out what YAML has to say of a node. */
export function draftNode(node: ObservedNode, home: NodePlacement, around: Surroundings): NodeDraft {
  const derived = derivedGroups(home, around.transitGroup)
  const listeners = listenersOf(node)
  const [listener] = listeners
  const leftOut = new Map<SettingName, string>()
  const required = new Map<SettingName, RequiredValue>()
  const secrets: SecretNeeded[] = []
  for (const setting of settingNames) {
    const held = node.settings[setting]
    if (held?.kind !== 'known') continue
    const needed: SecretNeeded[] = []
    const due = dueOf(setting, held.value, derived[setting], needed)
    const refused = around.refusal(setting, due.value)
    if (refused !== undefined) leftOut.set(setting, `"${setting}": ${refused}`)
    const follows = setting === 'listeners' && listeners.length === 1 && listener?.port === around.port
    if (refused !== undefined || follows) continue
    secrets.push(...needed)
    required.set(setting, due)
  }
  const address = leftOut.has('listeners') ? undefined : addressOf(listener)
  return { address, required, secrets, leftOut: [...leftOut.values()] }
}

/** An address that YAML names is listened on, and without more words nothing else is. */
function addressOf(listener: Endpoint | undefined): string | undefined {
  return listener !== undefined && isAddress(listener.address) ? listener.address : undefined
}

/** The addresses that a node listens on for the others, where they are known. */
export function listenersOf(node: ObservedNode): readonly Endpoint[] {
  const held = node.settings.listeners
  const value: unknown = held?.kind === 'known' ? held.value : []
  return Array.isArray(value) ? value.filter(isEndpoint) : []
}

/** What is derived is managed, so that empty has to be said of it; what is empty otherwise stays unmanaged. */
function dueOf(
  setting: SettingName,
  held: SettingValue,
  derived: SettingValue | undefined,
  secrets: SecretNeeded[],
): RequiredValue {
  if (derived !== undefined && sameGroups(derived, held)) return { value: asYaml(derived), free: true }
  if (isEmpty(held)) return { value: null, free: derived === undefined }
  return { value: asYaml(withReferences(setting, held, secrets)), free: false }
}

function sameGroups(a: SettingValue, b: SettingValue): boolean {
  const sorted = (value: unknown): unknown => (Array.isArray(value) ? value.map(String).toSorted() : value)
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}
