import { createHmac, timingSafeEqual, createHash } from 'node:crypto'

/** Whose way of signing a webhook is expected. */
export type WebhookKind = 'github' | 'gitlab' | 'gitea' | 'generic'

/** A webhook that the operator has set up. */
export interface WebhookSettings {
  readonly kind: WebhookKind
  /** Path of the server at which it arrives, for example `/webhook`. */
  readonly path: string
  /** Reveals the shared secret for as long as it takes to check one delivery. */
  readonly secret: () => string
}

/** A delivery as it came in. Names of headers are in lower case. */
export interface Delivery {
  readonly headers: Readonly<Record<string, string | undefined>>
  /** The body byte for byte: the signature is over these bytes. */
  readonly body: Uint8Array
  /** Milliseconds since 1970. */
  readonly at: number
}

/** What came of a delivery. Only `accepted` wakes the watch, and its content says nothing but "go and fetch". */
export type Judgement = 'accepted' | 'not signed' | 'seen before' | 'too many'

/** Deliveries that are remembered, and how many are accepted in a minute. */
const REMEMBERED = 1_000
const MOST_A_MINUTE = 60

/**
 * Judges deliveries: signed with the secret, not seen before, not too many. A delivery is known again by its body, which is
 * what is signed: the id that hosts give it stands in a header that anybody may change.
 */
export function webhookJudge({ kind, secret }: WebhookSettings): (delivery: Delivery) => Judgement {
  const seen = new Set<string>()
  let accepted: readonly number[] = []
  return ({ headers, body, at }) => {
    if (!isSigned(kind, headers, body, secret())) return 'not signed'
    const digest = createHash('sha256').update(body).digest('hex')
    if (seen.has(digest)) return 'seen before'
    accepted = accepted.filter((instant) => at - instant < 60_000)
    if (accepted.length >= MOST_A_MINUTE) return 'too many'
    accepted = [...accepted, at]
    seen.add(digest)
    if (seen.size > REMEMBERED) seen.delete([...seen][0] ?? '')
    return 'accepted'
  }
}

function isSigned(kind: WebhookKind, headers: Delivery['headers'], body: Uint8Array, secret: string): boolean {
  const hmac = createHmac('sha256', secret).update(body).digest('hex')
  switch (kind) {
    case 'github':
      return isSame(headers['x-hub-signature-256'], `sha256=${hmac}`)
    case 'gitea':
      return isSame(headers['x-gitea-signature'], hmac)
    case 'generic':
      return isSame(headers['x-signature-256'], `sha256=${hmac}`)
    case 'gitlab':
      // GitLab signs nothing: it repeats the secret.
      return isSame(headers['x-gitlab-token'], secret)
  }
}

/** Takes the same time wherever the texts differ, whatever their lengths. */
export function isSame(given: string | undefined, expected: string): boolean {
  const digest = (text: string): Uint8Array => createHash('sha256').update(text).digest()
  return given !== undefined && timingSafeEqual(digest(given), digest(expected))
}
