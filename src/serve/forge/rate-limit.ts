/** Milliseconds to wait where a limit was met and nothing says for how long. */
const USUAL = 60_000

/** However far away the instant is that a forge names, it is asked again after so long (milliseconds). */
const LONGEST = 3_600_000

/** Headers as they are asked for. */
interface Headers {
  get(name: string): string | null
}

/**
 * Milliseconds for which a forge asks to be left alone; undefined where its answer has nothing to do with limits. GitHub says
 * so by 403 as well, in headers or, for its second kind of limit, in words alone.
 */
export function waitOf(status: number, headers: Headers, said: string, now: number): number | undefined {
  const after = afterOf(headers.get('retry-after'), now)
  const isSpent = headers.get('x-ratelimit-remaining') === '0'
  const isLimit = status === 429 || (status === 403 && (after !== undefined || isSpent || /rate limit/i.test(said)))
  if (!isLimit && !(status === 503 && after !== undefined)) return undefined
  const reset = resetOf(headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset'), now)
  return Math.min(LONGEST, Math.max(0, after ?? reset ?? USUAL))
}

/** Retry-After holds seconds or a date. */
function afterOf(value: string | null, now: number): number | undefined {
  if (value === null) return undefined
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : at - now
}

/** The instant at which a limit is lifted, in seconds since 1970. */
function resetOf(value: string | null, now: number): number | undefined {
  return value !== null && /^\d+$/.test(value.trim()) ? Number(value) * 1000 - now : undefined
}
