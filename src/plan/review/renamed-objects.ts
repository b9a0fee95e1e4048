import { canonical } from './content.ts'
import type { PolicyObject } from './object-parts.ts'

/** Objects of a revision by their key. */
type Objects = ReadonlyMap<string, PolicyObject>

/** Objects that went and came in the same place with the same content: they got another name. Old object → new object. */
export function renamedObjects(
  gone: readonly PolicyObject[],
  fresh: readonly PolicyObject[],
  old: Objects,
  now: Objects,
): ReadonlyMap<PolicyObject, PolicyObject> {
  if (gone.length === 0) return new Map()
  const contentOf = (one: PolicyObject, all: Objects): string =>
    canonical([one.subject.kind, one.within ?? '', contentIn(one, [...all.values()])])
  const free = new Map<string, PolicyObject[]>()
  for (const one of fresh) {
    const content = contentOf(one, now)
    free.set(content, [...(free.get(content) ?? []), one])
  }
  return new Map(
    gone.flatMap((one): readonly (readonly [PolicyObject, PolicyObject])[] => {
      const [match] = free.get(contentOf(one, old))?.splice(0, 1) ?? []
      return match === undefined ? [] : [[one, match]]
    }),
  )
}

/** What an object says, with all that stands in it, apart from its own name. */
function contentIn({ key, fields }: PolicyObject, all: readonly PolicyObject[]): unknown {
  return [
    [...fields].map(([name, { value }]) => [name, value]),
    all.filter(({ within }) => within === key).map((one) => [one.subject.kind, ownName(one), contentIn(one, all)]),
  ]
}

/** The last part of a name: before it stand the names of the rule sets around. */
function ownName({ subject }: PolicyObject): string {
  return 'name' in subject ? subject.name.slice(subject.name.lastIndexOf(' / ') + 1) : ''
}
