import type { GroupName } from '../model/names.ts'
import { at } from './at.ts'
import type { Memberships } from './edges.ts'
import { numbering, type Numbering } from './numbering.ts'

/** The groups that some nodes name, sorted by name, and who is in them by number. */
export interface NumberedGroups {
  readonly groups: readonly GroupName[]
  readonly memberships: Memberships
  readonly others: Memberships
}

/**
 * Numbers the groups that nodes name in one or in two lists each, by name. Repeated and blank names are left out: they
 * join nobody. A list that is both of a node is looked at once, since in a large cluster each look is a wait for memory.
 */
export function numberGroups<Member>(
  members: readonly Member[],
  listOf: (member: Member) => readonly GroupName[],
  otherListOf?: (member: Member) => readonly GroupName[],
): NumberedGroups {
  const found = numbering<GroupName>()
  const [own, others] = [new Named(members.length), new Named(otherListOf ? members.length : 0)]
  for (const member of members) {
    const names = listOf(member)
    own.add(names, found)
    if (otherListOf === undefined) continue
    const otherNames = otherListOf(member)
    if (otherNames === names) others.addLastOf(own)
    else others.add(otherNames, found)
  }
  const groups = [...found.numbers.keys()].filter((name) => name.trim() !== '').toSorted()
  const rank = new Int32Array(found.numbers.size).fill(-1)
  groups.forEach((group, index) => {
    rank[found.numberOf(group)] = index
  })
  return { groups, memberships: own.ranked(rank), others: others.ranked(rank) }
}

/** The groups that nodes name, one node after the other, each by the number of its first appearance. */
class Named {
  readonly #starts: Int32Array
  #groups: Int32Array
  #nodes = 0
  #length = 0

  constructor(nodes: number) {
    this.#starts = new Int32Array(nodes + 1)
    this.#groups = new Int32Array(2 * nodes)
  }

  add(names: readonly GroupName[], { numberOf }: Numbering<GroupName>): void {
    for (const name of names) this.#push(numberOf(name))
    this.#starts[++this.#nodes] = this.#length
  }

  /** Adds a node that names what the node names which was added to the other ones last. */
  addLastOf(other: Named): void {
    for (let index = at(other.#starts, other.#nodes - 1); index < other.#length; index++) {
      this.#push(at(other.#groups, index))
    }
    this.#starts[++this.#nodes] = this.#length
  }

  #push(group: number): void {
    if (this.#length === this.#groups.length) {
      const wider = new Int32Array(2 * this.#length)
      wider.set(this.#groups)
      this.#groups = wider
    }
    this.#groups[this.#length++] = group
  }

  /** Who is in which group by its rank, each once; groups without a rank are left out. */
  ranked(rank: Int32Array): Memberships {
    const starts = new Int32Array(this.#starts.length)
    const groups = new Int32Array(this.#length)
    const newest = new Int32Array(rank.length).fill(-1)
    let length = 0
    for (let node = 0; node < this.#nodes; node++) {
      const last = at(this.#starts, node + 1)
      for (let index = at(this.#starts, node); index < last; index++) {
        const group = at(rank, at(this.#groups, index))
        if (group === -1 || newest[group] === node) continue
        newest[group] = node
        groups[length++] = group
      }
      starts[node + 1] = length
    }
    return { starts, groups: groups.subarray(0, length) }
  }
}
