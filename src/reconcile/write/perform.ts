import type { GatewayWriter } from '../../appliance/port.ts'
import { mayWrite } from '../../dialect/permission.ts'
import { sha256Of } from '../../model/digest.ts'
import type { Uuid } from '../../model/names.ts'
import { known, type ListEntry, type Observation } from '../../model/observed.ts'
import type { ListEdit, Step } from '../../plan/plan.ts'
import { unreachable } from '../../source/unreachable.ts'
import type { WriteContext } from './write-context.ts'
import { putRuleSets, setPolicySetting } from './perform-policy.ts'
import type { Permit } from '../locks/permit.ts'
import { readSystemFile } from '../observe/read-system-file.ts'
import { refused, required } from './refused.ts'
import { canonical, sameValue } from '../observe/same-value.ts'
import { filePart, listPart, propertyPart } from '../observe/snapshot.ts'

/**
 * Writes one step into the open session and reads it back there; returns the names of the parts that it touched.
 * Nothing is written that does not replace exactly what the plan said is there.
 */
export async function perform(
  writer: GatewayWriter,
  step: Step,
  writeContext: WriteContext,
  permit: Permit,
): Promise<readonly string[]> {
  switch (step.kind) {
    case 'set property':
      return setProperty(writer, step, writeContext)
    case 'create list':
      return createList(writer, step)
    case 'edit list':
      return editList(writer, step)
    case 'delete list':
      return deleteList(writer, step)
    case 'write system file':
      return writeSystemFile(writer, step, writeContext, permit)
    case 'set policy setting':
      return setPolicySetting(writer, step, writeContext)
    case 'put rule sets':
      return putRuleSets(writer, step, writeContext)
    case 'manual':
      return []
    default:
      return unreachable(step)
  }
}

async function deleteList(
  writer: GatewayWriter,
  { list, type }: Extract<Step, { kind: 'delete list' }>,
): Promise<readonly string[]> {
  const id = await findList(writer, list, type)
  await writer.deleteList(id)
  // The feed says it whatever an appliance answers to a request for something that is not there.
  const left = required('the lists', await writer.lists())
  if (left.some((one) => one.id === id)) throw refused(`list "${list}"`, 'is still there after its deletion')
  return [listPart(id)]
}

async function writeSystemFile(
  writer: GatewayWriter,
  { node, uuid, path, before, after }: Extract<Step, { kind: 'write system file' }>,
  writeContext: WriteContext,
  permit: Permit,
): Promise<readonly string[]> {
  const text = writeContext.systemFile(node, path)
  if (text === undefined) throw refused(path, `the repository has no text for "${path}" of ${node}`)
  if (sha256Of(text) !== after) throw refused(path, 'the repository has another text than the plan')
  const held = required(path, await readSystemFile(writer, writeContext.scope, uuid, path))
  if (sha256Of(held) !== before) throw refused(path, 'the file is not the one that the plan expects')
  // It may be stored at once, and the process may have been suspended while it looked.
  await permit()
  await writer.putSystemFile(uuid, path, text)
  expectSame(path, await readSystemFile(writer, writeContext.scope, uuid, path), text)
  return [filePart(uuid, path)]
}

async function setProperty(
  writer: GatewayWriter,
  step: Extract<Step, { kind: 'set property' }>,
  { scope, target }: WriteContext,
): Promise<readonly string[]> {
  const what = `${step.setting} of ${step.node}`
  const entry = scope.dialect.settings.get(step.setting)
  if (entry === undefined) throw refused(what, `nobody knows how an appliance stores "${step.setting}"`)
  const permission = mayWrite(entry, target)
  if (!permission.allowed) throw refused(what, `${permission.reason}; ${permission.remedy}`)
  const read = async (id: Uuid): Promise<Parameters<typeof scope.codec.decode>[1]> => {
    const document = required(what, await writer.configuration(id, entry.document))
    const property = document.properties.get(entry.key)
    if (property === undefined) throw refused(what, `the document just read has no property "${entry.key}"`)
    return property
  }
  const current = await read(step.uuid)
  if (step.before !== undefined) expectSame(what, scope.codec.decode(entry, current), step.before)
  await writer.putProperty(step.uuid, entry.document, entry.key, scope.codec.encode(entry, step.after, current))
  expectSame(what, scope.codec.decode(entry, await read(step.uuid)), step.after)
  return [propertyPart(step.uuid, entry.document, entry.key)]
}

async function createList(
  writer: GatewayWriter,
  { list, type, description, entries }: Extract<Step, { kind: 'create list' }>,
): Promise<readonly string[]> {
  const id = await writer.createList(list, type, description)
  for (const [position, entry] of entries.entries()) await writer.insertEntry(id, position, entry)
  const stored = required(`list "${list}"`, await writer.list(id))
  expectEntries(list, stored.entries, entries)
  expectSame(`the description of list "${list}"`, known(stored.description), description)
  return [listPart(id)]
}

async function editList(
  writer: GatewayWriter,
  { list, type, edits }: Extract<Step, { kind: 'edit list' }>,
): Promise<readonly string[]> {
  const id = await findList(writer, list, type)
  const entries = [...required(`list "${list}"`, await writer.list(id)).entries]
  for (const edit of edits) {
    applyEdit(entries, edit, list)
    await editOnce(writer, id, edit)
  }
  expectEntries(list, required(`list "${list}"`, await writer.list(id)).entries, entries)
  return [listPart(id)]
}

async function editOnce(writer: GatewayWriter, id: string, edit: ListEdit): Promise<void> {
  if (edit.kind === 'insert') await writer.insertEntry(id, edit.position, edit.entry)
  else if (edit.kind === 'replace') await writer.replaceEntry(id, edit.position, edit.entry)
  else await writer.removeEntry(id, edit.position)
}

/** Entries go by position, so that what stands there is compared before it is believed to be what the plan meant. */
function applyEdit(entries: ListEntry[], edit: ListEdit, list: string): void {
  if (edit.kind !== 'insert' && !sameValue(entries[edit.position], edit.before)) {
    throw refused(`list "${list}"`, `entry ${edit.position} is not the one that the plan expects`)
  }
  if (edit.kind === 'insert') entries.splice(edit.position, 0, edit.entry)
  else if (edit.kind === 'replace') entries.splice(edit.position, 1, edit.entry)
  else entries.splice(edit.position, 1)
}

/** A plan names a list by its id or, together with the type, by its name, which may occur once for each type. */
async function findList(writer: GatewayWriter, list: string, type: string): Promise<string> {
  const feed = required('the lists', await writer.lists())
  const byId = feed.find(({ id }) => id === list)
  if (byId !== undefined) return byId.id
  for (const { id } of feed.filter(({ title }) => title === list)) {
    const found = await writer.list(id)
    if (found.kind === 'known' && found.value.type === type) return id
  }
  throw refused(`list "${list}"`, 'there is no such list')
}

function expectEntries(list: string, stored: readonly ListEntry[], wanted: readonly ListEntry[]): void {
  if (!sameValue(stored, wanted)) throw refused(`list "${list}"`, 'what was written does not read back the same')
}

function expectSame(what: string, observation: Observation<unknown>, wanted: unknown): void {
  const seen = observation.kind === 'known' ? observation.value : undefined
  if (observation.kind === 'unknown') throw refused(what, `cannot be read back: ${observation.reason}`)
  if (!sameValue(seen, wanted)) throw refused(what, `reads ${canonical(seen)} where ${canonical(wanted)} was expected`)
}
