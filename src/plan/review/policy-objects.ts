import type { Cluster } from '../../model/fleet.ts'
import type { NodeName } from '../../model/names.ts'
import type { Place } from '../../source/place.ts'
import type { Cause, Change, ObjectKind, Subject } from './change.ts'
import { canonical, isSourced } from './content.ts'
import type { Matching } from './match.ts'

/** What changes in regions and policy: objects by kind and name, files of the system by path with the nodes they are for. */
export function objectChanges(before: Cluster, after: Cluster, matching: Matching): readonly Change[] {
  const old = policyObjects(before)
  const now = policyObjects(after)
  const keys = [...new Set([...old.keys(), ...now.keys()])]
  return [
    ...keys.flatMap((key) => compare(old.get(key), now.get(key))),
    ...systemFileChanges(before, after, matching),
    ...orderChanges(before, after),
  ]
}

/** An object of a cluster and the place that says it. */
interface PolicyObject {
  readonly subject: Subject
  readonly value: unknown
  readonly place: Place
}

function policyObjects({ regions, policy }: Cluster): ReadonlyMap<string, PolicyObject> {
  const objects: PolicyObject[] = [
    ...regions.map((value) => object('region', value)),
    ...policy.lists.map((value) => object('list', value)),
    ...policy.tables.map((value) => object('table', value)),
    ...policy.ruleSets.map((value) => object('rule set', value)),
    ...policy.settings.map((value) => object('settings', value)),
    ...policy.properties.map((value) => object('property', value)),
  ]
  return new Map(objects.map((one) => [JSON.stringify(one.subject), one]))
}

function object(kind: ObjectKind, value: { readonly name: string; readonly place: Place }): PolicyObject {
  return { subject: { kind, name: value.name }, value, place: value.place }
}

function compare(earlier: PolicyObject | undefined, later: PolicyObject | undefined): readonly Change[] {
  if (canonical(earlier?.value) === canonical(later?.value)) return []
  const known = later ?? earlier
  if (known === undefined) return []
  const { subject } = known
  // A region is a few named values, which say more than that something about it changed.
  if (earlier !== undefined && later !== undefined && subject.kind === 'region') return fieldChanges(earlier, later)
  const cause: Cause = { side: later === undefined ? 'before' : 'after', place: known.place }
  return [{ kind: 'value changed', subject, field: '', before: earlier?.value, after: later?.value, nodes: [], cause }]
}

function fieldChanges({ value: before }: PolicyObject, { subject, value: after, place }: PolicyObject): Change[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((field): Change[] => {
    const [was, is] = [old.get(field), now.get(field)]
    if (canonical(was) === canonical(is)) return []
    const cause: Cause = { side: 'after', place: placeOf(is) ?? place }
    return [{ kind: 'value changed', subject, field, before: was, after: is, nodes: [], cause }]
  })
}

function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])
}

function placeOf(value: unknown): Place | undefined {
  if (isSourced(value)) return value.origin.place
  return Array.isArray(value) ? placeOf(value[0]) : undefined
}

/** The same edit of the same file on many nodes is told once; a node that was renamed keeps its files. */
function systemFileChanges(before: Cluster, after: Cluster, { pairs }: Matching): readonly Change[] {
  const nameNow = new Map(pairs.map((pair) => [pair.before.name, pair.after.name]))
  const old = new Map(
    before.policy.systemFiles.map((file) => [`${nameNow.get(file.node) ?? file.node}\n${file.path}`, file]),
  )
  const now = new Map(after.policy.systemFiles.map((file) => [`${file.node}\n${file.path}`, file]))
  const told = new Map<string, Change & { readonly kind: 'value changed' }>()
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(key), now.get(key)]
    const known = is ?? was
    if (known === undefined || was?.text === is?.text) continue
    const edit = lineEdit(was?.text, is?.text)
    const cause: Cause = { side: is === undefined ? 'before' : 'after', place: known.place }
    const like = JSON.stringify([known.path, edit, cause])
    const subject: Subject = { kind: 'system file', name: known.path }
    const nodes: readonly NodeName[] = [...(told.get(like)?.nodes ?? []), known.node]
    told.set(like, { kind: 'value changed', subject, field: '', ...edit, nodes, cause })
  }
  return [...told.values()]
}

/** The lines that only one of two texts has; a text that is not there has none. */
function lineEdit(
  before: string | undefined,
  after: string | undefined,
): { before: readonly string[] | undefined; after: readonly string[] | undefined } {
  // A new file is told by its path: what stands in it depends on the node.
  if (before === undefined) return { before: undefined, after: [] }
  if (after === undefined) return { before: [], after: undefined }
  const [old, now] = [before.split('\n'), after.split('\n')]
  return { before: old.filter((line) => !now.includes(line)), after: now.filter((line) => !old.includes(line)) }
}

/** Rule sets run from the top: the same ones in another order are another policy. */
function orderChanges(before: Cluster, after: Cluster): readonly Change[] {
  const names = ({ policy }: Cluster, others: Cluster): readonly string[] =>
    policy.ruleSets.map(({ name }) => name).filter((name) => others.policy.ruleSets.some((one) => one.name === name))
  const [old, now] = [names(before, after), names(after, before)]
  const moved = after.policy.ruleSets.find(({ name }) => name === now[now.findIndex((one, at) => one !== old[at])])
  if (moved === undefined) return []
  return [
    {
      kind: 'value changed',
      subject: { kind: 'cluster' },
      field: 'order of rule sets',
      before: old,
      after: now,
      nodes: [],
      cause: { side: 'after', place: moved.place },
    },
  ]
}
