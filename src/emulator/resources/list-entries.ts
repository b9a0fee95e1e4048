import { malformed, notFound, parameter, type Call } from '../call.ts'
import { feedOf } from '../feed.ts'
import { refusal, type HttpAnswer } from '../http-message.ts'
import { entryProblem, hasValue, withEntry } from '../list-values.ts'
import { memberAnswer, readPayload, xmlAnswer, type Entry } from '../negotiation.ts'
import { readListEntry, writeListEntry } from '../payload/list.ts'
import type { EmulatorProfile } from '../profile.ts'
import { reads, writes, type Route } from '../router.ts'
import type { StoredEntry, StoredList } from '../storage.ts'
import { WIRE } from '../wire-names.ts'
import { isElement } from '../xml/read.ts'
import { findList, listAudit, storeList } from './lists.ts'

/** The entries of a list, addressed by their position from 0, which shifts with every insertion and deletion. */
export function listEntryRoutes({ wire }: EmulatorProfile): readonly Route[] {
  return [
    reads('GET', 'list/:list/entry', showEntries),
    reads('GET', 'list/:list/entry/:position', showEntry),
    writes('POST', 'list/:list/entry/:position/insert', insertEntry),
    writes('PUT', 'list/:list/entry/:position', replaceEntry),
    writes('DELETE', 'list/:list/entry/:position', deleteEntry),
    ...(wire.entryMove === undefined
      ? []
      : [writes('POST', `list/:list/entry/:position/${wire.entryMove}`, moveEntry)]),
  ]
}

function showEntries(call: Call): HttpAnswer {
  const list = findList(call)
  if (list === undefined) return notFound(call, 'list', parameter(call, 'list'))
  const path = `list/${encodeURIComponent(list.id)}/entry`
  return feedOf(call, list.name, path, list.entries, (entry, position) => toEntry(list, position, entry))
}

function showEntry(call: Call): HttpAnswer {
  return atEntry(call, (list, position, entry) => memberAnswer(call, toEntry(list, position, entry)))
}

function insertEntry(call: Call): HttpAnswer {
  const list = findList(call)
  if (list === undefined) return notFound(call, 'list', parameter(call, 'list'))
  const position = positionOf(call)
  if (position === undefined || position > list.entries.length)
    return refusal(call.state.switches.statusBeyondEnd, `the list has ${list.entries.length} entries`)
  const entry = readEntry(call, list)
  if ('kind' in entry) return entry
  if (hasValue(list.entries, entry.value)) return refusal(422, WIRE.duplicateEntry)
  const changed = { ...list, entries: withEntry(list.entries, position, entry) }
  const response = memberAnswer(call, toEntry(list, position, entry))
  return storeList(call, changed, listAudit('ADDED_CONTENT', list, details(entry, position)), response)
}

function replaceEntry(call: Call): HttpAnswer {
  return atEntry(call, (list, position, before) => {
    const entry = readEntry(call, list)
    if ('kind' in entry) return entry
    if (entry.value !== before.value && hasValue(list.entries, entry.value)) return refusal(422, WIRE.duplicateEntry)
    const changed = { ...list, entries: list.entries.with(position, entry) }
    const audit = listAudit('MODIFIED_CONTENT', list, [...details(before, position), ...details(entry, position)])
    return storeList(call, changed, audit, memberAnswer(call, toEntry(list, position, entry)))
  })
}

function deleteEntry(call: Call): HttpAnswer {
  return atEntry(call, (list, position, entry) => {
    const changed = { ...list, entries: list.entries.toSpliced(position, 1) }
    const response = memberAnswer(call, toEntry(list, position, entry))
    return storeList(call, changed, listAudit('DELETED_CONTENT', list, details(entry, position)), response)
  })
}

function moveEntry(call: Call): HttpAnswer {
  return atEntry(call, (list, position, entry) => {
    const target = wholePosition(call.query.get('position') ?? '')
    if (target === undefined || target >= list.entries.length)
      return refusal(call.state.switches.statusBeyondEnd, `the list has ${list.entries.length} entries`)
    const changed = { ...list, entries: list.entries.toSpliced(position, 1).toSpliced(target, 0, entry) }
    const audit = listAudit('MODIFIED_CONTENT', list, [...details(entry, position), ...details(entry, target)])
    return storeList(call, changed, audit, memberAnswer(call, toEntry(list, target, entry)))
  })
}

/** Answers for the entry at the call's position; where there is none, 404 with a body that parses. */
function atEntry(
  call: Call,
  respond: (list: StoredList, position: number, entry: StoredEntry) => HttpAnswer,
): HttpAnswer {
  const list = findList(call)
  if (list === undefined) return notFound(call, 'list', parameter(call, 'list'))
  const position = positionOf(call)
  const entry = position === undefined ? undefined : list.entries[position]
  if (position === undefined || entry === undefined) return { ...xmlAnswer('<entry></entry>'), status: 404 }
  return respond(list, position, entry)
}

function readEntry(call: Call, list: StoredList): StoredEntry | HttpAnswer {
  const payload = readPayload(call)
  if (!isElement(payload)) return malformed(call, payload.problem)
  const entry = readListEntry(payload)
  if (entry === undefined) return refusal(422, WIRE.invalidEntry)
  const problem = entryProblem(list, entry)
  return problem === undefined ? entry : refusal(422, problem)
}

function positionOf(call: Call): number | undefined {
  return wholePosition(parameter(call, 'position'))
}

function wholePosition(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

function toEntry(list: StoredList, position: number, entry: StoredEntry): Entry {
  return {
    id: String(position),
    title: `List entry at position ${position}`,
    path: `list/${encodeURIComponent(list.id)}/entry/${position}`,
    content: writeListEntry(entry),
  }
}

function details(entry: StoredEntry, position: number): readonly (readonly [string, string])[] {
  return [
    ['Entry', entry.value],
    ['Position', String(position)],
  ]
}
