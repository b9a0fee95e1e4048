const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A moment as coordinator logs write it, in UTC: `2014-12-13 21:06:33.311 +00:00`. */
export function logTime(at: number): string {
  return `${new Date(at).toISOString().replace('T', ' ').replace('Z', '')} +00:00`
}

/** A moment as audit logs write it, in UTC: `18/Sep/2026:09:36:38.487 +0000`. */
export function auditTime(at: number): string {
  const [date = '', time = ''] = new Date(at).toISOString().replace('Z', '').split('T')
  const [year = '', month = '', day = ''] = date.split('-')
  return `${day}/${months[Number(month) - 1] ?? ''}/${year}:${time} +0000`
}

/** A storage's timestamp as the UI shows it. */
export function storageTime(at: number): string {
  return new Date(at).toISOString().replace('T', ' ').replace('Z', '')
}
