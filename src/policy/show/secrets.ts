import { isSecretKey } from '../../model/secret-key.ts'

/** What stands in the place of a secret. */
export const hidden = '(secret)'

/** A value of a settings object, or a cell of a table. */
export interface KeyedValue {
  readonly key: string
  readonly value: string
  readonly encrypted?: boolean
}

/**
 * Whether a value is nobody's business: encrypted, or with a secret in it as far as its key and its text tell. Whoever shows a
 * value, writes it into an artifact or puts it into a plan asks here, so that none of them knows fewer secrets than another.
 */
export function isSecret({ key, value, encrypted }: KeyedValue): boolean {
  return encrypted === true || isSecretKey(key) || withoutSecrets(value) !== value
}

/** A value as people may see it. */
export function shownValue({ key, value, encrypted }: KeyedValue): string {
  return encrypted === true || isSecretKey(key) ? hidden : withoutSecrets(value)
}

/** A tag of a property: what stands in quotes may hold a `>`, and nothing in a tag a `<`. */
const PROPERTY = /<configurationProperty\b[^<>"]*(?:"[^"<]*"[^<>"]*)*>/g

/** Settings keep whole lists inside one value, as the text of a document: a row of such a list may hold a password of its own. */
function withoutSecrets(value: string): string {
  if (!value.includes('<')) return value
  return value
    .replaceAll(PROPERTY, (tag) => {
      const key = /\bkey="([^"]*)"/.exec(tag)?.[1] ?? ''
      const secret = isSecretKey(key) || /\bencrypted="true"/.test(tag)
      return secret ? tag.replace(/\bvalue="[^"]*"/, `value="${hidden}"`) : tag
    })
    .replaceAll(/<([\w.-]+)>[^<]*(?=<\/\1>)/g, (element, name: string) =>
      isSecretKey(name) ? `<${name}>${hidden}` : element,
    )
}
