import type { ListEntry } from '../../model/observed.ts'
import { ownedDescription, simpleListTypes, type TableRow } from '../../model/policy/list.ts'
import { checked, failed, type Checked } from '../../source/checked.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import {
  fieldsOf,
  integer,
  mapOf,
  reject,
  sequenceOf,
  startReading,
  text,
  type Fields,
  type Read,
  type Reading,
} from '../../source/fields.ts'
import { didYouMean, suggest } from '../../source/suggest.ts'
import type { ListContract } from './override.ts'
import type { ListSource } from './policy-source.ts'
import { readListContract } from './read-override.ts'
import { readRegions } from './read-rule-set.ts'

/** Reads a parsed file below `lists/`; the list is called what the file says, else as the file is called. */
export function readListFile(value: unknown, file: string): Checked<ListSource> {
  const at = startReading(file)
  const fields = fieldsOf(value, at)
  if (fields === undefined) return failed(at.problems)
  fields.required('format', integer(1, 1))
  const name = fields.optional('name', text) ?? nameOf(file)
  const written = fields.required('type', text) ?? ''
  const description = ownedDescription(fields.optional('description', text) ?? '')
  const entries = fields.optional('entries', sequenceOf(readEntry))
  const rows = fields.optional('rows', sequenceOf(readRow))
  const regions = readRegions(fields)
  const isRead = !hasErrors(at.problems)
  const contract = readCertainContract(fields, at)
  fields.done()
  const place = { kind: 'file', file } as const
  const common = { name, description, place }
  const content = { hasEntries: entries !== undefined, hasRows: rows !== undefined }
  const type = typeOf(written, content, at)
  const simple = simpleListTypes.find((known) => known === type)
  const isRegional = regions.length > 0
  rejectUnlessOne(simple !== undefined, isRegional, contract.isSaid, at)
  if (isRead) noteEmpty(name, content, at)
  // With its entries a list is there for those that use it, whatever else of the file is wrong.
  if (!isRead) return failed(at.problems)
  if (simple === undefined) return checked({ table: { ...common, type, rows: rows ?? [] } }, at.problems)
  const list = { ...common, type: simple, entries: entries ?? [] }
  return checked(isRegional ? { list, regions } : { list, contract }, at.problems)
}

/** Of a word that is wrong it is not known what regions may do; what they say is not wrong for that. */
function readCertainContract(fields: Fields, at: Reading): ListContract {
  const contract = readListContract(fields, at)
  return hasErrors(at.problems) ? { ...contract, mode: 'replace' } : contract
}

/** A list that has to do with regions has entries, and is either the shared one or that of regions. */
function rejectUnlessOne(hasEntries: boolean, isRegional: boolean, isPromising: boolean, at: Reading): void {
  if (!hasEntries && (isRegional || isPromising)) reject(at, 'only lists with entries can differ by region')
  if (isRegional && isPromising)
    reject(
      at,
      'a list of a region does not say what regions may do to it',
      'put "override" into the file of the list that all regions share',
    )
}

/** A list that has lost its entries would empty the one on the appliances. */
function noteEmpty(name: string, { hasEntries, hasRows }: Content, { file, problems }: Reading): void {
  if (hasEntries || hasRows) return
  problems.push({
    code: 'POL-LIST-EMPTY',
    severity: 'warning',
    message: `the list "${name}" has neither "entries" nor "rows", and is empty`,
    place: { kind: 'file', file },
    why: 'the list on the appliances is emptied, so that rules that read it find nobody',
    help: 'write the entries below "entries", or "entries: []" if there are none',
  })
}

function nameOf(file: string): string {
  return file.replace(/^.*\//, '').replace(/\.ya?ml$/, '')
}

/** What a file has of a list. */
interface Content {
  readonly hasEntries: boolean
  readonly hasRows: boolean
}

/** The type of a list that has what it has; of one with entries as it was most likely meant, where it is none of theirs. */
function typeOf(type: string, { hasEntries, hasRows }: Content, at: Reading): string {
  const known: readonly string[] = simpleListTypes
  const isSimple = known.includes(type)
  if (isSimple && hasRows)
    reject(at.below('rows'), `a list of type "${type}" has entries, not rows`, 'write them below "entries"')
  if (isSimple || !hasEntries) return type
  const help = didYouMean(type, known)?.help ?? `types with entries are ${known.join(', ')}`
  reject(at.below('type'), `"${type}" is no type of a list that has "entries"`, help)
  return hasRows ? type : (suggest(type, known) ?? 'regex')
}

const readEntry: Read<ListEntry> = (value, at) => {
  if (typeof value === 'string') return { value, description: '' }
  if (typeof value === 'number') return { value: String(value), description: '' }
  const fields = fieldsOf(value, at)
  const entry = fields?.required('value', text)
  const description = fields?.optional('description', text)
  fields?.done()
  return entry === undefined ? undefined : { value: entry, description: description ?? '' }
}

const readRow: Read<TableRow> = (value, at) => {
  const cells = mapOf(text)(value, at)
  if (cells === undefined) return undefined
  return { cells: [...cells].map(([key, cell]) => ({ key, type: 'string', value: cell })), description: '' }
}
