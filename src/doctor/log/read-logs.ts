import type { Evidence, LogPlace, LogText, ReadLogs } from '../evidence.ts'
import { toAscii } from './ascii.ts'
import { continuesBlock, isSeparator, readAuditBlock, startsBlock } from './audit-block.ts'
import { readFailedRequest } from './failed-request.ts'
import { readLogTime } from './time.ts'

/**
 * Reads coordinator logs, audit logs and what the UI shows, in any mixture and order. Nothing is dropped: a line is
 * evidence, part of a block, or counted as unknown.
 */
export function readLogs(logs: readonly LogText[]): ReadLogs {
  const found: Found = { evidence: [], unknown: [], lines: 0, ends: new Map() }
  for (const log of logs) readLog(log, found)
  return found
}

interface Found {
  readonly evidence: Evidence[]
  readonly unknown: { place: LogPlace; text: string }[]
  lines: number
  readonly ends: Map<string, number>
}

function readLog(log: LogText, found: Found): void {
  const lines = log.text.split(/\r?\n/).map(toAscii)
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (line.trim() === '') continue
    found.lines++
    const place = { log: log.name, line: index + 1 }
    if (isSeparator(line)) continue
    if (startsBlock(line)) {
      const block = blockAt(lines, index)
      const record = readAuditBlock(block)
      if (record === undefined) found.unknown.push({ place, text: line })
      else note(found, { ...record, place })
      found.lines += block.slice(1).filter((inner) => inner.trim() !== '').length
      index += block.length - 1
      continue
    }
    const read = readLine(line, place, log.writer)
    if (read === undefined) found.unknown.push({ place, text: line })
    else note(found, read)
  }
}

/** The block that starts here and ends before a separator, another block or a line that cannot be part of it. */
function blockAt(lines: readonly string[], start: number): readonly string[] {
  let end = start + 1
  while (end < lines.length) {
    const line = lines[end] ?? ''
    if (isSeparator(line) || startsBlock(line) || !continuesBlock(line)) break
    end++
  }
  return lines.slice(start, end)
}

function note(found: Found, evidence: Evidence): void {
  found.evidence.push(evidence)
  if (!('at' in evidence) || evidence.at === undefined) return
  const { log } = evidence.place
  found.ends.set(log, Math.max(found.ends.get(log) ?? 0, evidence.at))
}

const recordPattern = /^\[([^\]]+)\] \[([^\]]+)\] \[([^\]]+)\] (.*)$/

function readLine(line: string, place: LogPlace, writer: string | undefined): Evidence | undefined {
  const [, time = '', , event = '', rest = ''] = recordPattern.exec(line) ?? []
  const at = readLogTime(time)
  const common = {
    place,
    ...(at === undefined ? {} : { at }),
    ...(writer === undefined ? {} : { writer: writer.toUpperCase() }),
  }
  const text = event === '' ? line : rest
  if (event === 'StorageConfigurationRejectedLocal' || line.includes('[StorageConfigurationRejectedLocal]')) {
    return { kind: 'rejection', ...common, isPathMatrix: /node path matrix|unreachable nodes/i.test(text), text }
  }
  const request = readFailedRequest(text)
  if (request !== undefined) return { kind: 'failed request', ...common, ...request }
  return readStatement(text, place)
}

const uuid = '[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}'
const attached = new RegExp(
  `could not attach tomcat to node <?(${uuid})>? because there is already a tomcat attached at node <?(${uuid})>?`,
  'i',
)

/** What the UI and the dashboard say in their own words. */
function readStatement(text: string, place: LogPlace): Evidence | undefined {
  const [, refused, holder] = attached.exec(text) ?? []
  if (refused !== undefined && holder !== undefined) {
    return { kind: 'attached elsewhere', place, refused: refused.toUpperCase(), holder: holder.toUpperCase() }
  }
  if (
    /Another tomcat is already attached|^Please (?:log on to that one|try to reattach to)|STATUS_ERROR_GUI_ATTACH|Overall Status "STATUS_ERROR"/i.test(
      text,
    )
  ) {
    return { kind: 'attached elsewhere', place }
  }
  if (/currently uses the default CA/i.test(text)) return { kind: 'alert', place, says: 'default authority' }
  // The product's own words for it are not public; a line that speaks of both is worth a look.
  if (/\blicen[cs]e\b/i.test(text) && /\b(expired?|invalid|disabled|exceeded)\b/i.test(text))
    return { kind: 'alert', place, says: 'licence' }
  if (/shared data not synchroni[sz]ed/i.test(text)) return { kind: 'alert', place, says: 'shared data' }
  return undefined
}
