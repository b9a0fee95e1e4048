import type { AuditRecord } from '../evidence.ts'
import { readAuditTime } from './time.ts'

/** Whether a line stands between two blocks of an audit log. */
export function isSeparator(line: string): boolean {
  return /^_{10,}$/.test(line.trim())
}

/** Whether a block of an audit log begins here. */
export function startsBlock(line: string): boolean {
  return /^\s*Timestamp\s*:/.test(line)
}

/** Whether a line can stand inside a block. */
export function continuesBlock(line: string): boolean {
  return /^\s*[A-Z][A-Za-z ]*:/.test(line) || /^\s+\S/.test(line) || line.trim() === ''
}

/** Reads the lines of a block; undefined when it names no action. */
export function readAuditBlock(lines: readonly string[]): Omit<AuditRecord, 'place'> | undefined {
  const fields = fieldsOf(lines)
  const action = fields.get('Action')
  if (action === undefined || action === '') return undefined
  const at = readAuditTime(fields.get('Timestamp') ?? '')
  return {
    kind: 'audit',
    ...(at === undefined ? {} : { at }),
    user: fields.get('User') ?? '',
    action,
    object: fields.get('Source Name') ?? '',
    id: fields.get('Source ID') ?? '',
    appliance: fields.get('Appliance') ?? '',
  }
}

const NAME = /^[A-Z][A-Za-z ]*$/

/** What stands before and after the colons; details may repeat a name of the head, which comes first and counts. */
function fieldsOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim()
    if (colon > 0 && NAME.test(name) && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim())
  }
  return fields
}
