import type { AuditRecord } from '../evidence.ts'
import { extentOf, type Finding } from '../finding.ts'

const grave: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  SAVING_FAILED: ['a save failed', 'read the coordinator log of that moment; what was to be saved is not in force'],
  RESTORE_FAILED: ['a restore failed', 'compare the cluster with the repository: "pader plan"'],
  DATE_CHANGED: ['a clock was set by hand', 'check NTP on that node; the newest change wins a conflict by its clock'],
  EXPORT_PRIVATE_KEY: ['a private key was exported', 'ask the person why; replace the key if nobody knows'],
}

/** Actions that change what is in force. */
const changing = /^(ADDED|DELETED|MODIFIED|CREATED|MOVED|COPIED|RENAMED|ENABLED|DISABLED|IMPORTED|RESTORE_SUCC)/

/** What an audit log holds that a person should look at; `robots` are the accounts that Pader writes with. */
export function auditFindings(records: readonly AuditRecord[], robots: ReadonlySet<string>): readonly Finding[] {
  const found = Object.entries(grave).flatMap(([action, [what, remedy]]): readonly Finding[] => {
    const lines = records.filter((record) => record.action === action)
    if (lines.length === 0) return []
    return [
      {
        code: 'CM-SYN-009',
        severity: 'warning',
        what: `${what}: by ${namesOf(lines)}`,
        cause: `the audit log says ${action}`,
        confidence: 'certain',
        remedy: [remedy],
        ...extentOf(lines),
      },
    ]
  })
  // Without a known account of its own, everybody's change would be somebody else's.
  if (robots.size === 0) return found
  const foreign = records.filter(({ action, user }) => changing.test(action) && !robots.has(user))
  if (foreign.length === 0) return found
  const objects = [...new Set(foreign.map(({ object, action }) => (object === '' ? action : `"${object}"`)))]
  const more = objects.length > 5 ? ` and ${objects.length - 5} more` : ''
  return [
    ...found,
    {
      code: 'CM-SYN-010',
      severity: 'warning',
      what: `changed outside Pader by ${namesOf(foreign)}: ${objects.slice(0, 5).join(', ')}${more}`,
      cause: 'the audit log has changes by accounts that are not the writer of the host file',
      confidence: 'certain',
      remedy: ['see what differs with "pader diff"; "pader adopt" takes it into the YAML, "pader apply" puts it back'],
      ...extentOf(foreign),
    },
  ]
}

function namesOf(records: readonly AuditRecord[]): string {
  return [...new Set(records.map(({ user }) => `"${user}"`))].join(', ')
}
