/** What a word processor writes for quotes; to YAML they are letters like all others. */
const TYPOGRAPHIC = /^([“”„‟‘’‚‛«»])[^“”„‟«»]*([“”„‟‘’‚‛«»])$/

/** What is wrong with the quotes around a plain text, which YAML takes for parts of it; undefined where nothing is. */
export function oddQuotes(text: string): string | undefined {
  const [, first = '', last = ''] = TYPOGRAPHIC.exec(text) ?? []
  if (first !== '') return `the quotes ${first} and ${last} are a part of the text`
  return endsWithLoneQuote(text) ? `the text ends with ${text.slice(-1)} and does not begin with it` : undefined
}

/** Whether a text ends with a quote and has no other one of its kind: the one before it was lost. */
export function endsWithLoneQuote(text: string): boolean {
  const last = text.charCodeAt(text.length - 1)
  return (last === 0x22 || last === 0x27) && text.indexOf(text.slice(-1)) === text.length - 1
}
