/** What stands in the place of a secret. */
export const hidden = '(secret)'

/** Keys whose values are nobody's business, encrypted or not. */
export const secretKey = /passw|secret|credential|passphrase|privatekey/i

/**
 * A value as people may see it: settings keep whole lists inside one value, as the text of a document, and a row of such
 * a list may hold a password of its own.
 */
export function withoutSecrets(value: string): string {
  if (!value.includes('<')) return value
  return value
    .replaceAll(/<configurationProperty\b[^>]*>/g, (tag) => {
      const key = /\bkey="([^"]*)"/.exec(tag)?.[1] ?? ''
      const secret = secretKey.test(key) || /\bencrypted="true"/.test(tag)
      return secret ? tag.replace(/\bvalue="[^"]*"/, `value="${hidden}"`) : tag
    })
    .replaceAll(/(<password>)[^<]*(<\/password>)/g, `$1${hidden}$2`)
}
