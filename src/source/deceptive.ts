/** Control characters, and characters that are invisible or change the order in which text is shown. */
// oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
const DECEPTIVE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\p{Cf}/gu

/** The characters of a text that it does not show: where each stands, and its number as Unicode writes it. */
export function deceptiveIn(text: string): readonly { readonly at: number; readonly code: string }[] {
  return [...text.matchAll(DECEPTIVE)].map(({ 0: character, index }) => ({ at: index, code: codeOf(character, 4) }))
}

/** A text in double quotes with an escape for each character that it would not show. */
export function withEscapes(quoted: string): string {
  return quoted.replaceAll(DECEPTIVE, (character) =>
    character.length === 1 ? `\\u${codeOf(character, 4)}` : `\\U${codeOf(character, 8)}`,
  )
}

function codeOf(character: string, digits: number): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(digits, '0')
}
