const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A time of a coordinator log, `2014-12-13 21:06:33.311 +00:00`, in milliseconds since 1970. */
export function readLogTime(text: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:[.,](\d{1,3})\d*)? ?([+-]\d\d):?(\d\d)$/.exec(text.trim())
  if (match === null) return undefined
  const [, day = '', time = '', fraction = '0', hours = '', minutes = ''] = match
  return instant(`${day}T${time}.${fraction.padEnd(3, '0')}${hours}:${minutes}`)
}

/** A time of an audit log, `18/Sep/2026:09:36:38.487 +0700`, in milliseconds since 1970. */
export function readAuditTime(text: string): number | undefined {
  const match = /^(\d\d)\/(\w{3})\/(\d{4}):(\d\d:\d\d:\d\d)(?:\.(\d{1,3})\d*)? ([+-]\d\d):?(\d\d)$/.exec(text.trim())
  if (match === null) return undefined
  const [, day = '', name = '', year = '', time = '', fraction = '0', hours = '', minutes = ''] = match
  const month = String(months.indexOf(name) + 1).padStart(2, '0')
  return instant(`${year}-${month}-${day}T${time}.${fraction.padEnd(3, '0')}${hours}:${minutes}`)
}

function instant(iso: string): number | undefined {
  const at = Date.parse(iso)
  return Number.isNaN(at) ? undefined : at
}
