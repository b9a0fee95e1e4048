/** What stands where a secret does, with the part that may be shown and the part that may not. */
const SECRETS: readonly RegExp[] = [
  // A key that holds a secret, unless what it holds is a reference.
  /(\b(?:password|passwd|passphrase|secret|token|api[_-]?key|private[_-]?key)["']?\s*:\s*)(?!["']?(?:env|file|credential):)([^\s,}#][^,}#]*)/gi,
  // A password in an address.
  /(:\/\/[^\s/:@]+:)([^\s/@]+)(?=@)/g,
  // What follows the beginning of a private key in one line.
  /(-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----)(.+)/g,
]

/** A line of the input as it may be shown: secrets that should not be there are starred out, everything keeps its place. */
export function withoutSecrets(line: string): string {
  return SECRETS.reduce(
    (text, secret) =>
      text.replaceAll(secret, (_, shown: string, hidden: string) => shown + hidden.replaceAll(/\S/g, '*')),
    line,
  )
}
