import type { Escape } from './template.ts'

/** Inside a double-quoted string of rsyslog's configuration language. */
const quoted: Escape = (text) => (hasControl(text) ? undefined : text.replace(/[\\"]/g, '\\$&'))

/** A bare word of a space-separated file such as `etc/hosts`: anything that would split or comment is refused. */
const word: Escape = (text) => (/^[^\s#\p{Cc}]+$/u.test(text) ? text : undefined)

/** A value of snmpd.conf up to the end of its line: what would quote, comment or continue it is refused. */
const directive: Escape = (text) => (hasControl(text) || /[#"'\\]/.test(text) ? undefined : text)

/** A rest of a line. */
const line: Escape = (text) => (hasControl(text) ? undefined : text)

function hasControl(text: string): boolean {
  return /\p{Cc}/u.test(text)
}

/** How values are made safe in the system file at `path`. */
export function escapeFor(path: string): Escape {
  if (path.endsWith('rsyslog.conf')) return quoted
  if (path.endsWith('snmpd.conf')) return directive
  if (path.endsWith('hosts')) return word
  return line
}
