import { isOwnListId } from '../../appliance/product.ts'
import { renderYaml } from '../../compile/edit/render-yaml.ts'
import type { ListEntry, ObservedCluster, ObservedList } from '../../model/observed.ts'
import { isOwned, ownershipMarker, simpleListTypes } from '../../model/policy/list.ts'
import { literalProblem } from '../../policy/criteria/types.ts'
import { slug } from './recognise.ts'

/** Lists as files below `lists/`, and what was left out, each with the reason. */
export interface ImportedLists {
  readonly files: readonly { readonly path: string; readonly text: string }[]
  readonly leftOut: readonly string[]
  /** Names of the lists that were written. */
  readonly names: ReadonlySet<string>
}

/** What carries the mark and is not in the YAML was taken out of it, as plans see it. */
const UNLESS_UNMARKED =
  '; it carries the mark of Pader, so that the next plan deletes it: remove the mark from its description first'

/** Writes the lists that people made; those that the product ships or keeps up to date itself stay where they are. */
export function importLists(lists: ObservedCluster['lists']): ImportedLists {
  if (lists.kind !== 'known') {
    const leftOut = lists.kind === 'unknown' ? [`the lists could not be read: ${lists.reason}`] : []
    return { files: [], leftOut, names: new Set() }
  }
  const leftOut: string[] = []
  const files: { path: string; text: string }[] = []
  const used = new Set<string>()
  const names = new Set<string>()
  const all = [...lists.value.values()].toSorted((a, b) =>
    a.name < b.name || (a.name === b.name && a.id < b.id) ? -1 : 1,
  )
  const own = all.filter(({ id, type }) => isOwnListId(id, type))
  for (const list of own) {
    const why = reasonToLeave(list, own)
    if (why !== undefined) {
      leftOut.push(`list "${list.name}" (${list.type}): ${why}${isOwned(list.description) ? UNLESS_UNMARKED : ''}`)
      continue
    }
    const file = fileName(list, used)
    names.add(list.name)
    files.push({ path: `lists/${file}.yaml`, text: renderYaml(asFile(list, file)) })
  }
  const shipped = all.length - own.length
  if (shipped > 0) leftOut.push(`${shipped} ${shipped === 1 ? 'list' : 'lists'} that the product ships`)
  return { files, leftOut, names }
}

function reasonToLeave(
  { name, type, subscribed, entries }: ObservedList,
  own: readonly ObservedList[],
): string | undefined {
  if (subscribed === true) return 'its entries come from a subscription'
  if (!simpleListTypes.some((known) => known === type)) return 'its rows can only be brought to an appliance by hand'
  const problem = entries.map(({ value }) => literalProblem(type, value)).find((found) => found !== undefined)
  if (problem !== undefined) return `it has an invalid entry: ${problem}`
  const same = own.filter((other) => other.name === name && other.type === type)
  return same.length > 1 ? `the cluster has ${same.length} of this name and type` : undefined
}

function asFile({ name, type, description, entries }: ObservedList, file: string): object {
  const said = isOwned(description) ? description.slice(ownershipMarker.length).trim() : description
  return {
    format: 1,
    ...(file === name ? {} : { name }),
    type,
    ...(said === '' ? {} : { description: said }),
    entries: entries.map(asEntry),
  }
}

function asEntry({ value, description }: ListEntry): string | ListEntry {
  return description === '' ? value : { value, description }
}

/** The list's name where a file can be called that, else something near it; never one that another list has. */
function fileName({ name, type }: ObservedList, used: Set<string>): string {
  const plain = /^[A-Za-z0-9](?:[A-Za-z0-9 _()+-]{0,80}[A-Za-z0-9_()+-])?$/.test(name) ? name : slug(name) || 'list'
  const base = used.has(plain.toLowerCase()) ? `${plain} ${type}` : plain
  let file = base
  for (let number = 2; used.has(file.toLowerCase()); number += 1) file = `${base} ${number}`
  used.add(file.toLowerCase())
  return file
}
