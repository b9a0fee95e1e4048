import { fileOfList } from '../adopt/adopt-drift.ts'
import type { Cluster } from '../model/fleet.ts'
import type { HeldObject } from '../plan/holdings.ts'

/** How an administrator's change is undone where it is not to be taken over. */
const PUT_BACK = 'to put it back: pader apply'

/**
 * Why the text of a system file is not taken over: the repository holds a template and values, and which of the two
 * would have to say something else cannot be told from what came out of them.
 */
export function whyNoFile({ node, path }: Extract<HeldObject, { kind: 'file' }>, { nodes, policy }: Cluster): string {
  const name = nodes.find(({ uuid }) => uuid.value === node)?.name
  const wanted = policy.systemFiles.find((file) => file.node === name && file.path === path)
  if (wanted === undefined) return 'the repository has no such file'
  const others = policy.systemFiles.filter((file) => file.path === path).length - 1
  const alike =
    others === 0 ? '' : `, which also makes it for ${others === 1 ? 'one other node' : `${others} other nodes`}`
  return `its text is made by a template and values that "${wanted.place.file}" names${alike}; to take it over: read the text in the file editor of the appliance, change the values or the template until "pader diff" does not name it; ${PUT_BACK}`
}

/** What a person does about a list that somebody deleted: a file that goes may still be wanted by rules that name its list. */
export function whyNotDeleted(object: Extract<HeldObject, { kind: 'list' }>, cluster: Cluster): string {
  const { path, why } = { why: '', ...fileOfList(cluster, object) }
  return path === undefined
    ? `somebody deleted it; ${why}, or ${PUT_BACK}`
    : `somebody deleted it, and no file is deleted by rule, because rules may name its list; to take it over: git rm "${path}", then "pader compile --dry-run" says what still names it; ${PUT_BACK}`
}
