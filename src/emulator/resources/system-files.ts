import { bodyText, changed, notFound, parameter, type Call } from '../call.ts'
import { feedAnswer } from '../feed.ts'
import { answer, emptyAnswer, refusal, type HttpAnswer } from '../http-message.ts'
import { save } from '../commit.ts'
import { systemFileChanged } from '../logs/audit-entry.ts'
import { logAudit } from '../logs/audit.ts'
import { reads, writes, type Route } from '../router.ts'
import { withSystemFile } from '../storage.ts'

/** Files of the file editor, raw. */
export function systemFileRoutes(): readonly Route[] {
  return [
    reads('GET', 'appliances/:uuid/system', showFiles),
    reads('GET', 'appliances/:uuid/system/*path', showFile),
    writes('PUT', 'appliances/:uuid/system/*path', putFile),
  ]
}

function showFiles(call: Call): HttpAnswer {
  const uuid = parameter(call, 'uuid').toUpperCase()
  const node = call.session.workspace.nodes.get(uuid)
  if (node === undefined) return notFound(call, 'appliance', uuid)
  const path = `appliances/${uuid}/system`
  const entries = [...node.systemFiles.keys()].sort().map((id) => ({ id, title: id, path: `${path}/${id}` }))
  return feedAnswer(call, 'System files', path, entries)
}

function showFile(call: Call): HttpAnswer {
  const path = parameter(call, 'path')
  const node = call.session.workspace.nodes.get(parameter(call, 'uuid').toUpperCase())
  const text = node?.systemFiles.get(path)
  return text === undefined ? notFound(call, 'file', path) : answer(200, 'text/plain;charset=UTF-8', text)
}

function putFile(call: Call): HttpAnswer {
  const { state, node: asked, session } = call
  const [uuid, path] = [parameter(call, 'uuid').toUpperCase(), parameter(call, 'path')]
  if (state.switches.fipsMode === 'yes')
    return refusal(state.switches.statusForbidden, 'in FIPS mode no system file can be written')
  if (session.workspace.nodes.get(uuid)?.systemFiles.has(path) !== true) return notFound(call, 'file', path)
  const entry = systemFileChanged(path)
  const text = bodyText(call)
  if (state.switches.systemFilesNeedCommit === 'yes')
    return changed(call, withSystemFile(session.workspace, uuid, path, text), entry, emptyAnswer())
  // What takes effect at once does not wait in the session, nor does it take the session's changes along.
  const clean = session.workspace === session.base
  save(state, asked, withSystemFile(asked.storage, uuid, path, text))
  logAudit(asked, session.account.name, entry, state.now)
  session.workspace = clean ? asked.storage : withSystemFile(session.workspace, uuid, path, text)
  session.base = asked.storage
  return emptyAnswer()
}
