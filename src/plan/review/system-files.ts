import type { Cluster } from '../../model/fleet.ts'
import type { NodeName } from '../../model/names.ts'
import type { Cause, Change, Subject } from './change.ts'
import type { Matching } from './match.ts'

/** The same edit of the same file on many nodes is told once; a node that was renamed keeps its files. */
export function systemFileChanges(before: Cluster, after: Cluster, { pairs }: Matching): readonly Change[] {
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
