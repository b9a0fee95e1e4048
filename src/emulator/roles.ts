import { propertyValues } from './payload/property-text.ts'
import type { EmulatorProfile, PropertyRole, RoleName } from './profile.ts'
import type { Storage, StoredDocument } from './storage.ts'

const remembered = new WeakMap<StoredDocument, Map<string, readonly string[]>>()

/** What a storage says of a node in one role: the values of its property; nothing where no property says it. */
export function roleValues(
  profile: EmulatorProfile,
  storage: Storage,
  uuid: string,
  name: RoleName,
): readonly string[] | undefined {
  const role = profile.roles[name]
  if (role === undefined) return undefined
  const document = storage.nodes.get(uuid)?.documents.get(role.document)
  if (document === undefined) return undefined
  const property = document.properties.get(role.key)
  if (property === undefined) return undefined
  // A storage lives long and is asked on every hop: what a document says is worked out once.
  const known = remembered.get(document) ?? new Map<string, readonly string[]>()
  remembered.set(document, known)
  const values = known.get(role.key) ?? meant(role, propertyValues(property.value, role.column))
  known.set(role.key, values)
  return values
}

/** Texts as what they mean, where an appliance keeps them in a form of its own. */
function meant({ factor, words, separator }: PropertyRole, texts: readonly string[]): readonly string[] {
  const parts = separator === undefined ? texts : texts.flatMap((text) => text.split(separator))
  return parts.map((text) => {
    const said = Object.entries(words ?? {}).find(([, word]) => word === text)?.[0] ?? text
    return factor === undefined ? said : String(Number(said) / factor)
  })
}

/** The one group of every node where nobody knows which property says its groups. */
const notModelled = ['all nodes']

/** The network groups that a storage gives a node. */
export function networkGroups(profile: EmulatorProfile, storage: Storage, uuid: string): readonly string[] {
  if (profile.roles.networkGroups === undefined) return notModelled
  return roleValues(profile, storage, uuid, 'networkGroups') ?? []
}

/** A number that a storage gives a node in one role, or what holds where it gives none. */
export function roleNumber(
  profile: EmulatorProfile,
  storage: Storage,
  uuid: string,
  name: RoleName,
  otherwise: number,
): number {
  const text = roleValues(profile, storage, uuid, name)?.[0]
  const value = text === undefined ? Number.NaN : Number(text)
  return Number.isFinite(value) ? value : otherwise
}

/** A yes or no that a storage gives a node in one role, or what holds where it gives none. */
export function roleFlag(
  profile: EmulatorProfile,
  storage: Storage,
  uuid: string,
  name: RoleName,
  otherwise: boolean,
): boolean {
  const text = roleValues(profile, storage, uuid, name)?.[0]
  return text === undefined ? otherwise : text.trim().toLowerCase() === 'true'
}

/** The one name that a storage gives a node in one role; undefined for none or an empty one. */
export function roleText(profile: EmulatorProfile, storage: Storage, uuid: string, name: RoleName): string | undefined {
  return roleValues(profile, storage, uuid, name)?.[0]
}
