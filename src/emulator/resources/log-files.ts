import { notFound, parameter, type Call } from '../call.ts'
import { feedAnswer } from '../feed.ts'
import { answer, emptyAnswer, type HttpAnswer } from '../http-message.ts'
import { auditText } from '../logs/audit.ts'
import type { EmulatorProfile } from '../profile.ts'
import { reads, writes, type Route } from '../router.ts'
import type { NodeState } from '../state.ts'

/** Where the product's guides and add-ons say that these logs are. */
const coordinatorLog = 'mwg-errors/mwg-coordinator.errors.log'
const auditLog = 'audit/audit.log'

/** The log files of a node; they take no commit. */
export function logFileRoutes({ wire }: EmulatorProfile): readonly Route[] {
  const base = `appliances/:uuid/${wire.logSegment}`
  return [
    reads('GET', base, (call) => showLogs(call, wire.logSegment)),
    reads('GET', `${base}/*path`, showLog),
    writes('DELETE', `${base}/*path`, deleteLog),
  ]
}

function showLogs(call: Call, segment: string): HttpAnswer {
  const node = findNode(call)
  if (node === undefined) return notFound(call, 'appliance', parameter(call, 'uuid'))
  const path = `appliances/${node.uuid}/${segment}`
  const entries = [...logsOf(node).keys()].map((id) => ({ id, title: id, path: `${path}/${id}` }))
  return feedAnswer(call, 'Log files', path, entries)
}

function showLog(call: Call): HttpAnswer {
  const node = findNode(call)
  const text = node === undefined ? undefined : logsOf(node).get(parameter(call, 'path'))
  return text === undefined
    ? notFound(call, 'log file', parameter(call, 'path'))
    : answer(200, 'application/x-download', text)
}

function deleteLog(call: Call): HttpAnswer {
  const path = parameter(call, 'path')
  const node = findNode(call)
  if (node === undefined || !logsOf(node).has(path)) return notFound(call, 'log file', path)
  if (path === coordinatorLog) node.coordinatorLog.splice(0)
  else node.auditLog.splice(0)
  return emptyAnswer()
}

function findNode({ state, session, parameters }: Call): NodeState | undefined {
  const uuid = (parameters['uuid'] ?? '').toUpperCase()
  return session.workspace.nodes.has(uuid) ? state.nodes.get(uuid) : undefined
}

function logsOf(node: NodeState): ReadonlyMap<string, string> {
  return new Map([
    [auditLog, auditText(node)],
    [coordinatorLog, node.coordinatorLog.map((line) => `${line}\n`).join('')],
  ])
}
