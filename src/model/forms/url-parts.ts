/** Scheme, host and port of a URL; user, password and path are of no interest to anybody who asks. */
export interface UrlParts {
  /** In lower case. */
  readonly scheme: string
  /** Without brackets; empty where it is missing. */
  readonly host: string
  /** As it is written, an IPv6 address in brackets. */
  readonly written: string
  readonly port?: number
}

const URL_TEXT = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/@\s]*@)?(\[[^\]\s]*\]|[^/:?#@\s]*)(?::(\d+))?(?:[/?#]\S*)?$/i

/** The parts of a URL; undefined for a text that is none. */
export function urlParts(text: string): UrlParts | undefined {
  const [, scheme, written = '', port] = URL_TEXT.exec(text) ?? []
  if (scheme === undefined) return undefined
  const host = written.replace(/^\[(.*)\]$/, '$1')
  return { scheme: scheme.toLowerCase(), host, written, ...(port === undefined ? {} : { port: Number(port) }) }
}
