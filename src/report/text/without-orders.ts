/** What Pader itself tells a terminal: the colours of its paint, and to clear the line of its progress. */
const OWN = String.raw`\u001b\[(?:1|2|22|3[1-6]|39)m|\r\u001b\[K|\r\n`

/** Controls but tabs and line ends, and what is invisible or turns a text around. */
const UNSEEN = String.raw`[^\P{Cc}\t\n]|[\p{Cf}\u2028\u2029]`

/** The order of an Azure or TeamCity pipeline, and an older one of GitHub, which are obeyed wherever they stand in a line. */
const ORDER_ANYWHERE = String.raw`##(?=\[|vso\[|teamcity\[)`

/** The order of a GitHub pipeline, which is obeyed where a line begins with it. */
const ORDER_AT_START = String.raw`::(?=(?:error|warning|notice|debug|group|endgroup|echo|add-mask|add-path|set-env|set-output|save-state|stop-commands|add-matcher|remove-matcher)\b)`

/** The one order that Pader gives itself: an annotation, in the form that its report writes. */
const OWN_ORDER = String.raw`::(?:error|warning|notice) (?:file|title)=`

/**
 * Beginnings by which a program orders about the pipeline that keeps its output: the input would annotate what it likes,
 * hide what follows, or set variables of later steps. Each has two characters, and is broken where the second is not itself.
 */
export const ORDER = new RegExp(`${ORDER_AT_START}|${ORDER_ANYWHERE}`, 'gi')

/** What all that is obeyed or unseen begins with, or has in it: nearly every text is without, which is seen faster. */
const SUSPECT = /[^\t\n\x20-\x7e]|##|::/

/** Made when a text needs it: what Unicode says of every character is collected then, which takes a seventh of an empty process. */
let obeyed: RegExp | undefined

function whatIsObeyed(): RegExp {
  return (obeyed ??= new RegExp(
    `(${OWN})|${UNSEEN}|${ORDER_ANYWHERE}|(?<=^[^\\S\\n]*)(?!${OWN_ORDER})${ORDER_AT_START}`,
    'gimu',
  ))
}

/**
 * Lines as they may leave for a terminal or a log, wherever they come from: colours and annotations stay, and what else a
 * terminal or a pipeline would obey, or nobody would see, is shown instead. Reports make the texts in them harmless; this
 * holds for what no report made.
 */
export function withoutOrders(lines: string): string {
  if (!SUSPECT.test(lines)) return lines
  return lines.replaceAll(whatIsObeyed(), (found, own: string | undefined) => {
    if (own !== undefined) return own
    const [first = '', second] = found
    return second === undefined ? escaped(found.codePointAt(0) ?? 0) : first + escaped(second.codePointAt(0) ?? 0)
  })
}

/** A character that is not to be obeyed or cannot be seen, by its number. */
export function escaped(code: number): string {
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
}
