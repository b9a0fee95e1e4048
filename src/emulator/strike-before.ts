import { requestSession } from './authentication.ts'
import { save } from './commit.ts'
import type { Fault } from './faults.ts'
import type { HttpRequest } from './http-message.ts'
import type { ClusterState, NodeState } from './state.ts'
import { withValue } from './storage.ts'
import type { Target } from './target.ts'

/** Lets a fault strike that changes the cluster before the request is answered. */
export function strikeBefore(
  state: ClusterState,
  node: NodeState,
  request: HttpRequest,
  target: Target,
  fault: Fault,
): void {
  if (fault.kind === 'lose session') {
    const session = requestSession(state, node, request, target)
    if (session !== undefined) node.sessions.delete(session.id)
  } else if (fault.kind === 'leave behind') {
    const behind = state.nodes.get(fault.node)
    if (behind !== undefined) behind.deaf = true
  } else if (fault.kind === 'colleague saves') saveSomething(state, node)
}

/** A colleague edits the description of a list, or of a document where there is no list, and saves. */
function saveSomething(state: ClusterState, node: NodeState): void {
  const { storage } = node
  const description = `edited by a colleague, save ${state.storages + 1}`
  const list = storage.lists.values().next().value
  const own = storage.nodes.get(node.uuid)
  const document = own?.documents.values().next().value
  if (list !== undefined)
    save(state, node, { ...storage, lists: withValue(storage.lists, list.id, { ...list, description }) })
  else if (own !== undefined && document !== undefined) {
    const documents = withValue(own.documents, document.id, { ...document, description })
    save(state, node, { ...storage, nodes: withValue(storage.nodes, own.uuid, { ...own, documents }) })
  }
}
