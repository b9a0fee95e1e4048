import type { Node } from '../../model/fleet.ts'
import type { NodeSettings, SettingName } from '../../model/settings.ts'
import type { Sourced } from '../../model/sourced.ts'
import type { FileEdit, Fix } from '../../source/fix.ts'
import type { DocumentPath, Place } from '../../source/place.ts'

/** What a finding offers, to be spread into it: a fix, or nothing where one of its edits has no place to be made. */
export interface Offer {
  readonly fix?: Fix
}

/** Offers a fix. */
export function offer(title: string, edits: readonly (FileEdit | undefined)[]): Offer {
  const possible = edits.filter((edit) => edit !== undefined)
  return possible.length === 0 || possible.length < edits.length ? {} : { fix: { title, edits: possible } }
}

/** Another value where one is written. */
export function writeAt(place: Place, value: unknown): FileEdit | undefined {
  if (place.kind !== 'node') return undefined
  return { file: place.file, edit: { kind: 'set', path: place.path, value } }
}

/** Takes out what is written at a place, with its key. */
export function removeAt(place: Place): FileEdit | undefined {
  if (place.kind !== 'node') return undefined
  return { file: place.file, edit: { kind: 'remove', path: place.path } }
}

/** A value for one node alone; one that is declared in a range gets a line of its own over it. */
export function writeAtNode({ name, place }: Node, path: DocumentPath, value: unknown): FileEdit {
  return { file: place.file, edit: { kind: 'set', path: ['nodes', name, ...path], value } }
}

/** A setting for one node alone. */
export function writeSetting<Name extends SettingName>(node: Node, name: Name, value: NodeSettings[Name]): FileEdit {
  return writeAtNode(node, name.split('.'), value)
}

/**
 * Takes a setting of some nodes out wherever it is written, layer after layer, until what is left is fine: a value of
 * a layer below, or what Pader works out itself.
 */
export function forgetSetting<Name extends SettingName>(
  nodes: readonly Node[],
  name: Name,
  isFine: (value: NodeSettings[Name] | null) => boolean = () => false,
): readonly (FileEdit | undefined)[] {
  const places = new Map<string, Place>()
  for (const node of nodes) {
    const settings: { readonly [Key in Name]?: Sourced<NodeSettings[Key] | null> } = node.settings
    for (let layer = settings[name]; layer !== undefined && !isFine(layer.value); layer = layer.overrode) {
      if (layer.origin.layer !== 'derived') places.set(JSON.stringify(layer.origin.place), layer.origin.place)
    }
  }
  return [...places.values()].map(removeAt)
}

/** Gives nodes the value that others have: by leaving theirs out where that is enough, else by writing it there. */
export function alignSetting<Name extends SettingName>(
  nodes: readonly Node[],
  name: Name,
  value: NodeSettings[Name],
): readonly (FileEdit | undefined)[] {
  const places = new Map<string, FileEdit | undefined>()
  for (const node of nodes) {
    const settings: { readonly [Key in Name]?: Sourced<NodeSettings[Key] | null> } = node.settings
    const own = settings[name]
    if (own === undefined) continue
    const { place, layer } = own.origin
    const falls = own.overrode !== undefined && JSON.stringify(own.overrode.value) === JSON.stringify(value)
    if (layer === 'derived') places.set(node.name, writeSetting(node, name, value))
    else places.set(JSON.stringify(place), falls ? removeAt(place) : writeAt(place, value))
  }
  return [...places.values()]
}

/** The nearest number that is possible, where one out of its range is written. */
export function within(place: Place, value: number, least: number, most: number): Offer {
  const nearest = Math.min(Math.max(value, least), most)
  return offer(`write ${nearest} instead of ${value}`, [writeAt(place, nearest)])
}

/** A value of a key below a place. */
export function writeBelow(place: Place, key: string, value: unknown): FileEdit | undefined {
  if (place.kind !== 'node') return undefined
  return { file: place.file, edit: { kind: 'set', path: [...place.path, key], value } }
}
