import { changed, malformed, notFound, numberedWorkspace, parameter, productBuild, type Call } from '../call.ts'
import { feedAnswer } from '../feed.ts'
import { refusal, type HttpAnswer } from '../http-message.ts'
import { duplicateValue, entryProblem, longType, shortType } from '../list-values.ts'
import type { AuditEntry } from '../logs/audit-entry.ts'
import { memberAnswer, readPayload, type Entry } from '../negotiation.ts'
import { blankList, readEntries, withAttributes, writeList } from '../payload/list.ts'
import type { EmulatorProfile } from '../profile.ts'
import { reads, writes, type Route } from '../router.ts'
import { withoutKey, withValue, type StoredList } from '../storage.ts'
import { WIRE } from '../wire-names.ts'
import { child, textOf, type Element } from '../xml/element.ts'
import { isElement } from '../xml/read.ts'
import { isUsed } from './list-use.ts'

/** The lists of the policy as wholes. */
export function listRoutes({ wire }: EmulatorProfile): readonly Route[] {
  return [
    reads('GET', 'list', showFeed),
    writes('POST', 'list', createList),
    reads('GET', 'list/:list', showList),
    writes('PUT', 'list/:list', replaceList),
    writes('DELETE', 'list/:list', deleteList),
    ...(wire.listRename === undefined ? [] : [writes('POST', `list/:list/${wire.listRename}`, renameList)]),
    ...(wire.listCopy === undefined ? [] : [writes('POST', `list/:list/${wire.listCopy}`, copyList)]),
  ]
}

/** The list that a call is about. */
export function findList(call: Call): StoredList | undefined {
  return call.session.workspace.lists.get(parameter(call, 'list'))
}

/** Puts a list into the call's session. */
export function storeList(call: Call, list: StoredList, entry: AuditEntry, response: HttpAnswer): HttpAnswer {
  const { workspace } = call.session
  return changed(call, { ...workspace, lists: withValue(workspace.lists, list.id, list) }, entry, response)
}

/** What the audit trail says of a change to a list. */
export function listAudit(action: string, list: StoredList, details: AuditEntry['details'] = []): AuditEntry {
  const type = shortType(list.typeId).toUpperCase()
  return { action, name: list.name, type: `LIST<${type}>`, id: list.id, path: `/Lists/${type}/`, details }
}

function showFeed(call: Call): HttpAnswer {
  const type = call.query.get('type')
  const name = call.query.get('name')
  const found = [...call.session.workspace.lists.values()].filter(
    (list) => (type === null || list.typeId === longType(type)) && (name === null || list.name === name),
  )
  const entries = found.map(({ id, name: title, typeId }) => ({
    id,
    title,
    listType: shortType(typeId),
    path: `list/${encodeURIComponent(id)}`,
  }))
  return feedAnswer(call, 'Lists', 'list', entries)
}

function showList(call: Call): HttpAnswer {
  const list = findList(call)
  return list === undefined ? notFound(call, 'list', parameter(call, 'list')) : memberAnswer(call, toEntry(call, list))
}

function createList(call: Call): HttpAnswer {
  const payload = call.request.body.length === 0 ? undefined : readPayload(call)
  if (payload !== undefined && !isElement(payload)) return malformed(call, payload.problem)
  const workspace = numberedWorkspace(call)
  const bare = newList(call, payload, workspace.counter + 1)
  if (typeof bare === 'string') return malformed(call, bare)
  for (const { name, typeId } of workspace.lists.values())
    if (name === bare.name && typeId === bare.typeId)
      return refusal(call.state.switches.statusListExists, `a list ${JSON.stringify(name)} of this type exists already`)
  const list = payload === undefined ? bare : withContent(bare, payload)
  if (typeof list === 'string') return refusal(422, list)
  const lists = withValue(workspace.lists, list.id, list)
  const response = memberAnswer(call, toEntry(call, list))
  const counter = workspace.counter + 1
  return changed(call, { ...workspace, lists, counter }, listAudit('CREATED_NEW_LIST', list), response)
}

/** An empty list of the name and type that the query or the body gives, or what is missing. */
function newList({ query }: Call, payload: Element | undefined, number: number): StoredList | string {
  if (payload !== undefined && payload.name !== 'list') return 'the content is no list'
  const name = query.get('name') ?? payload?.attributes['name'] ?? ''
  const type = query.get('type') ?? payload?.attributes['typeId'] ?? ''
  if (name === '' || type === '') return 'a list needs a name and a type'
  const typeId = longType(type)
  return blankList(`${typeId}.${number}`, name, typeId)
}

function replaceList(call: Call): HttpAnswer {
  const before = findList(call)
  if (before === undefined) return notFound(call, 'list', parameter(call, 'list'))
  const payload = readPayload(call)
  if (!isElement(payload)) return malformed(call, payload.problem)
  if (payload.name !== 'list') return malformed(call, 'the content is no list')
  const list = withContent({ ...before, name: payload.attributes['name'] ?? before.name }, payload)
  if (typeof list === 'string') return refusal(422, list)
  return storeList(call, list, listAudit('MODIFIED_LIST', list), memberAnswer(call, toEntry(call, list)))
}

function deleteList(call: Call): HttpAnswer {
  const list = findList(call)
  if (list === undefined) return notFound(call, 'list', parameter(call, 'list'))
  const { workspace } = call.session
  if (isUsed(workspace.ruleSets, list.id))
    return refusal(call.state.switches.statusListInUse, `the list ${JSON.stringify(list.name)} is used by a rule`)
  // The answer is the list as it was, content included.
  const response = memberAnswer(call, toEntry(call, list))
  const lists = withoutKey(workspace.lists, list.id)
  return changed(call, { ...workspace, lists }, listAudit('DELETED_LIST', list), response)
}

function renameList(call: Call): HttpAnswer {
  const list = findList(call)
  if (list === undefined) return notFound(call, 'list', parameter(call, 'list'))
  const name = call.query.get('name') ?? ''
  if (name === '') return malformed(call, 'the new name is missing')
  const renamed = { ...list, name }
  return storeList(call, renamed, listAudit('MODIFIED_LIST', renamed), memberAnswer(call, toEntry(call, renamed)))
}

function copyList(call: Call): HttpAnswer {
  const list = findList(call)
  if (list === undefined) return notFound(call, 'list', parameter(call, 'list'))
  const workspace = numberedWorkspace(call)
  const counter = workspace.counter + 1
  const name = call.query.get('name') ?? `${list.name} (copy)`
  const copy: StoredList = { ...list, id: `${list.typeId}.${counter}`, name, systemList: false }
  const lists = withValue(workspace.lists, copy.id, copy)
  const response = memberAnswer(call, toEntry(call, copy))
  return changed(call, { ...workspace, lists, counter }, listAudit('CREATED_NEW_LIST', copy), response)
}

/** The list with the description and the entries of a payload, or the text with which it is refused. */
function withContent(list: StoredList, payload: Element): StoredList | string {
  const entries = readEntries(payload)
  if (entries === undefined) return WIRE.invalidEntry
  const problem = entries.map((entry) => entryProblem(list, entry)).find((text) => text !== undefined)
  if (problem !== undefined) return problem
  if (duplicateValue(entries) !== undefined) return WIRE.duplicateEntry
  const setup = child(payload, 'setup')
  return {
    ...withAttributes(list, payload),
    description: textOf(child(payload, 'description')),
    entries,
    ...(setup === undefined ? {} : { setup }),
  }
}

function toEntry(call: Call, list: StoredList): Entry {
  return {
    id: list.id,
    title: list.name,
    type: list.typeId,
    listType: shortType(list.typeId),
    path: `list/${encodeURIComponent(list.id)}`,
    content: writeList(list, productBuild(call)),
  }
}
