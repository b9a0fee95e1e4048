/** What in the name of a value tells that it is a secret, however the words are joined. */
const SECRET_KEY = /passw|passphrase|pwd|secret|credential|token|(?:api|private)[_-]?key/i

/**
 * Whether the value under a key is nobody's business, as far as the key tells. Whoever shows, keeps or sends on values asks
 * here, so that none of them knows fewer secrets than another.
 */
export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key)
}
