const HIDDEN = '[secret]'

/** Shorter ones would be found in every other word, and guard nothing. */
const SHORTEST = 6

/** A secret as it is, and as a header, a form, JSON, XML and the login at a mail server write it; nothing of one that is too short to be told from words. */
export function formsOf(secret: string, user?: string): readonly string[] {
  return [
    secret,
    encodeURIComponent(secret),
    String(new URLSearchParams([['', secret]])).slice(1),
    JSON.stringify(secret).slice(1, -1),
    inXml(secret),
    base64(secret),
    ...(user === undefined ? [] : [base64(`${user}:${secret}`), base64(`\0${user}\0${secret}`)]),
  ].filter((form) => form.length >= SHORTEST)
}

/** A text of others, such as an error that repeats a request, without these secrets. */
export function withhold(secrets: Iterable<string>, text: string): string {
  // Longest first: one that holds another must not be cut in two.
  const all = [...new Set(secrets)].toSorted((a, b) => b.length - a.length)
  return all.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text)
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}

function inXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
}
