import { fileOfList } from '../../adopt/adopt-drift.ts'
import type { Cluster } from '../../model/fleet.ts'
import { ownershipMarker } from '../../model/policy/list.ts'
import type { HeldObject } from '../../plan/held-object.ts'
import type { LiveDifference } from '../../plan/live-differences.ts'
import { unreachable } from '../../source/unreachable.ts'

/** How an administrator's change is undone where it is not to be taken over. */
const PUT_BACK = 'to put it back: pader apply'

/** Why a difference cannot be taken over by rule, and what a person does about it; undefined where it may be. */
export function whyByHand({ object, moved, live, gone }: LiveDifference, cluster: Cluster): string | undefined {
  if (moved === 'unmarked')
    return `somebody removed the mark of Pader from it: start its description in the UI with "${ownershipMarker}" again, or remove it from the repository`
  switch (object.kind) {
    case 'file':
      return gone === true ? whyNotCreated(object, cluster) : whyNoFile(object, cluster)
    case 'list':
      return live === undefined ? whyNotDeleted(object, cluster) : undefined
    case 'rule set':
      return gone === true ? whyRuleSetNotDeleted(object, cluster) : undefined
    case 'rule set order':
      return WHY_NO_ORDER
    case 'setting':
    case 'policy setting':
      return undefined
    default:
      return unreachable(object)
  }
}

/**
 * Why the text of a system file is not taken over: the repository holds a template and values, and which of the two
 * would have to say something else cannot be told from what came out of them.
 */
function whyNoFile({ node, path }: Extract<HeldObject, { kind: 'file' }>, { nodes, policy }: Cluster): string {
  const name = nodes.find(({ uuid }) => uuid.value === node)?.name
  const wanted = policy.systemFiles.find((file) => file.node === name && file.path === path)
  if (wanted === undefined) return 'the repository has no such file'
  const others = policy.systemFiles.filter((file) => file.path === path).length - 1
  const alike =
    others === 0 ? '' : `, which also makes it for ${others === 1 ? 'one other node' : `${others} other nodes`}`
  return `its text is generated from a template and values that "${wanted.place.file}" names${alike}; to take it over: read the text in the file editor of the appliance, change the values or the template until "pader diff" does not name it; ${PUT_BACK}`
}

/** What a person does about a list that somebody deleted: a file that goes may still be wanted by rules that name its list. */
function whyNotDeleted(object: Extract<HeldObject, { kind: 'list' }>, cluster: Cluster): string {
  const { path, why } = { why: '', ...fileOfList(cluster, object) }
  return path === undefined
    ? `somebody deleted it; ${why}, or ${PUT_BACK}`
    : `somebody deleted it, and no file is deleted automatically, because rules may name its list; to take it over: git rm "${path}", then "pader compile --dry-run" says what still names it; ${PUT_BACK}`
}

/** What a person does about a system file that somebody deleted: nobody but a person brings one into being. */
function whyNotCreated(object: Extract<HeldObject, { kind: 'file' }>, { nodes, policy }: Cluster): string {
  const name = nodes.find(({ uuid }) => uuid.value === object.node)?.name
  const wanted = policy.systemFiles.find((file) => file.node === name && file.path === object.path)
  const place = wanted === undefined ? 'the repository' : `"${wanted.place.file}"`
  return `somebody deleted it, and Pader creates no system file; to put it back: create it empty at the appliance, then pader apply; to do without it: remove it from ${place}`
}

/** What a person does about a rule set that somebody deleted. */
function whyRuleSetNotDeleted({ ruleSet }: Extract<HeldObject, { kind: 'rule set' }>, { policy }: Cluster): string {
  const place = policy.ruleSets.find(({ name }) => name === ruleSet)?.place
  return place === undefined
    ? 'somebody deleted it, and the repository has no such rule set'
    : `somebody deleted it; to take it over: remove it from "${place.file}", then "pader compile --dry-run" says what nothing uses any more; ${PUT_BACK}`
}

/** Why an order that somebody chose is not taken over. */
const WHY_NO_ORDER = `rule sets run in the order of the policy's files and of the lines in them; to take it over: move them there; ${PUT_BACK}`
