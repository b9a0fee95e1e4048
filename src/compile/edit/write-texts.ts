import { Scalar, type Document } from 'yaml'
import { stringifyString } from 'yaml/util'
import { oddQuotes } from '../../source/odd-quotes.ts'
import { deceptiveIn, withEscapes } from '../../source/deceptive.ts'

/**
 * Lets a document write its texts so that they can be read again: one with characters that nobody sees stands in quotes,
 * with escapes, since a file must not hold such a character itself. `widthOf` says where a text is folded, 0 for nowhere.
 */
export function writeTexts(document: Document, widthOf: (item: Scalar) => number = () => 0): void {
  document.schema.tags = document.schema.tags.map((tag) =>
    tag.tag !== 'tag:yaml.org,2002:str' || tag.collection !== undefined
      ? tag
      : {
          ...tag,
          stringify: (item, context, onComment, onChompKeep) => {
            const isShown = typeof item.value !== 'string' || deceptiveIn(item.value).length === 0
            const options = { ...context.options, lineWidth: isShown ? widthOf(item) : 0 }
            const written = isShown
              ? inQuotes(item)
              : Object.assign(new Scalar(item.value), { type: Scalar.QUOTE_DOUBLE })
            const text = stringifyString(written, { ...context, actualString: true, options }, onComment, onChompKeep)
            return isShown ? text : withEscapes(text)
          },
        },
  )
}

/** A text with quotes that are meant, where nobody has chosen yet how it is written. */
function inQuotes(item: Scalar): Scalar {
  if (item.type !== undefined || typeof item.value !== 'string' || oddQuotes(item.value) === undefined) return item
  return Object.assign(new Scalar(item.value), { type: Scalar.QUOTE_SINGLE })
}
