import { bodyText, malformed, notFound, parameter, type Call } from '../call.ts'
import { feedAnswer } from '../feed.ts'
import { answer, emptyAnswer, type HttpAnswer } from '../http-message.ts'
import type { EmulatorProfile } from '../profile.ts'
import { reads, writes, type Route } from '../router.ts'
import type { NodeState } from '../state.ts'

/** Files that a node keeps for troubleshooting at most. */
const most = 100

/** Troubleshooting files of a node: they belong to it alone and take no commit. */
export function uploadedFileRoutes({ wire }: EmulatorProfile): readonly Route[] {
  const base = `appliances/:uuid/${wire.filesSegment}`
  return [
    reads('GET', base, (call) => showFiles(call, wire.filesSegment)),
    reads('GET', `${base}/:name`, showFile),
    writes('PUT', `${base}/:name`, putFile),
    writes('POST', `${base}/:name`, putFile),
    writes('DELETE', `${base}/:name`, deleteFile),
  ]
}

function showFiles(call: Call, segment: string): HttpAnswer {
  const node = findNode(call)
  if (node === undefined) return notFound(call, 'appliance', parameter(call, 'uuid'))
  const path = `appliances/${node.uuid}/${segment}`
  const entries = [...node.files.keys()].map((id) => ({ id, title: id, path: `${path}/${encodeURIComponent(id)}` }))
  return feedAnswer(call, 'Uploaded files', path, entries)
}

function showFile(call: Call): HttpAnswer {
  const name = parameter(call, 'name')
  const text = findNode(call)?.files.get(name)
  return text === undefined ? notFound(call, 'file', name) : answer(200, 'application/x-download', text)
}

function putFile(call: Call): HttpAnswer {
  const name = parameter(call, 'name')
  const node = findNode(call)
  if (node === undefined) return notFound(call, 'appliance', parameter(call, 'uuid'))
  const exists = node.files.has(name)
  if (call.request.method === 'PUT' && !exists) return notFound(call, 'file', name)
  if (!exists && node.files.size >= most) return malformed(call, `there are ${most} files already`)
  node.files.set(name, bodyText(call))
  return emptyAnswer()
}

function deleteFile(call: Call): HttpAnswer {
  const name = parameter(call, 'name')
  return findNode(call)?.files.delete(name) === true ? emptyAnswer() : notFound(call, 'file', name)
}

function findNode({ state, session, parameters }: Call): NodeState | undefined {
  const uuid = (parameters['uuid'] ?? '').toUpperCase()
  return session.workspace.nodes.has(uuid) ? state.nodes.get(uuid) : undefined
}
