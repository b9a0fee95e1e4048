import { mayChange } from './effects.ts'
import { ApplianceError, type Fault } from './port.ts'
import { ERROR_TEXTS } from './product.ts'
import type { WireOutcome, WireRequest, WireResponse } from './transport.ts'
import { withhold } from './withheld.ts'

/** A request as messages name it; paths carry no credentials. */
export function nameOf(request: Pick<WireRequest, 'method' | 'path'>): string {
  return `${request.method} ${request.path}`
}

/** What a request means that brought no answer: whether it may have taken effect depends on what it was. */
export function failureOfOutcome(
  request: WireRequest,
  outcome: Exclude<WireOutcome, { kind: 'answered' }>,
): ApplianceError {
  const name = nameOf(request)
  if (outcome.kind === 'too large') {
    return new ApplianceError('garbled', name, `the answer is larger than ${outcome.bytes} bytes`)
  }
  if (outcome.kind === 'not sent') {
    return new ApplianceError(
      outcome.because,
      name,
      `${outcome.obstacle === undefined ? NOT_SENT[outcome.because] : 'nobody was asked'}: ${outcome.detail}`,
      outcome.because === 'unreachable' ? { detail: outcome.detail, obstacle: outcome.obstacle } : {},
    )
  }
  return mayChange(request)
    ? new ApplianceError('uncertain', name, `the answer was lost (${outcome.detail}); it may have taken effect`)
    : new ApplianceError('unreachable', name, `no answer: ${outcome.detail}`, {
        detail: outcome.detail,
        obstacle: 'silence',
      })
}

const NOT_SENT = {
  unreachable: 'nobody answers',
  untrusted: 'the certificate is not the expected one',
  'certificate expired': 'the certificate is not valid at this time',
}

/**
 * What an answer means that is no success; undefined where it is one, or a plain "not there" (404). An appliance may repeat
 * what it was sent: of its words, none of the secrets is repeated.
 */
export function failureOfAnswer(
  request: WireRequest,
  response: WireResponse,
  text: string,
  secrets: readonly string[],
): ApplianceError | undefined {
  const name = nameOf(request)
  const { status } = response
  // A log that is read may quote the text; it is meant only where an error or a login is answered.
  const attached = status >= 300 || request.path === '/login' ? attachmentHolder(text) : undefined
  if (attached !== undefined) {
    const at = attached.holder === undefined ? 'another node' : `node ${attached.holder}`
    return new ApplianceError('attached elsewhere', name, `a UI or REST session is attached at ${at}`, {
      holder: attached.holder,
    })
  }
  if (status === 401) return new ApplianceError('session lost', name, 'the session is over; what was pending is gone')
  if (status === 404) return undefined
  // A commit that was answered so may have taken effect.
  if (isBusy(response) && request.path !== '/commit') {
    const said = oneLine(withoutTags(withhold(secrets, text))) || 'no reason given'
    const detail = `unavailable (${status}): ${said}`
    return new ApplianceError('unreachable', name, detail, { detail, obstacle: 'silence' })
  }
  if (isHtml(response, text)) {
    const fault = request.path === '/commit' ? 'uncertain' : 'garbled'
    return new ApplianceError(fault, name, `an HTML page (${status}): ${oneLine(withoutTags(withhold(secrets, text)))}`)
  }
  return failureOfStatus(request, status, withhold(secrets, text))
}

function failureOfStatus(request: WireRequest, status: number, text: string): ApplianceError | undefined {
  const name = nameOf(request)
  if (status >= 200 && status < 300) return undefined
  if (status >= 300 && status < 400) return new ApplianceError('garbled', name, `a redirection (${status})`)
  const said = oneLine(text) || 'no reason given'
  return new ApplianceError(faultOfStatus(request, status, text), name, `refused (${status}): ${said}`)
}

/** Whether an answer says that somebody on the way cannot answer now, as while the interface of a node starts. */
export function isBusy({ status }: Pick<WireResponse, 'status'>): boolean {
  return status >= 502 && status <= 504
}

/** Whether an answer is a page for people, whatever its type says. */
export function isHtml(response: WireResponse, text: string): boolean {
  return (response.headers['content-type'] ?? '').includes('html') || /^\s*<(!doctype\s+html|html)\b/i.test(text)
}

/** Who holds the one attachment of the cluster, if the text says that somebody does. */
export function attachmentHolder(text: string): { readonly holder: string | undefined } | undefined {
  if (!text.includes(ERROR_TEXTS.attachFailed) && !text.includes(ERROR_TEXTS.attachedElsewhere)) return undefined
  const holder = /attached at node\s+"?(?:&lt;|<)?([0-9A-Fa-f-]{36})/.exec(text)?.[1]?.toUpperCase()
  return { holder }
}

/** The first 200 characters on one line, for messages. */
export function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 200 ? `${line.slice(0, 200)}…` : line
}

/** A server error to a commit proves nothing, unless the text says that the storage was rejected. */
function faultOfStatus(request: WireRequest, status: number, text: string): Fault {
  const rejected = text.includes(ERROR_TEXTS.storageRejected) || text.includes(ERROR_TEXTS.badPathMatrix)
  return request.path === '/commit' && status >= 500 && !rejected ? 'uncertain' : 'refused'
}

/** A page says what it has to say at its beginning; looking for the ends of a million open tags would take an hour. */
const PAGE_BEGINNING = 10_000

function withoutTags(html: string): string {
  return html
    .slice(0, PAGE_BEGINNING)
    .replaceAll(/<(style|script)[\s\S]*?<\/\1>/gi, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
}
