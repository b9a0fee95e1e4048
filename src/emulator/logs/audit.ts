import { clockOf, type NodeState } from '../state.ts'
import type { AuditEntry } from './audit-entry.ts'
import { auditTime } from './time-text.ts'

/** Blocks that a node keeps; older ones rotate away. */
const kept = 1000

/** Writes a block of the audit trail. */
export function logAudit(node: NodeState, user: string, entry: AuditEntry, now: number): void {
  const lines = [
    `Timestamp  : ${auditTime(clockOf(node, now))}`,
    `User       : ${oneLine(user)}`,
    `Action     : ${entry.action}`,
    `Source Name: ${oneLine(entry.name ?? '')}`,
    `Source Type: ${entry.type ?? ''}`,
    `Source ID  : ${oneLine(entry.id ?? '')}`,
    `Source Path: ${oneLine(entry.path ?? '')}`,
    `Appliance  : ${node.hostname}`,
    'Details:',
    ...(entry.details ?? []).map(([name, value]) => `   ${name.padEnd(8)}: ${oneLine(value)}`),
  ]
  node.auditLog.push(`${lines.join('\n')}\n`)
  if (node.auditLog.length > kept) node.auditLog.splice(0, node.auditLog.length - kept)
}

/** The audit log as the file is: blocks between lines of underscores. */
export function auditText(node: NodeState): string {
  return node.auditLog.map((block) => `${'_'.repeat(40)}\n${block}`).join('')
}

/** A value must not be able to forge a block. */
function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ')
}
