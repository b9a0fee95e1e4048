/** Control characters but those of lines, C1 ones, format characters (bidirectional ones above all) and odd line ends. */
const INVISIBLE = /[^\P{Cc}\t\n\r]|[\p{Cf}\u2028\u2029]/gu

/** A text whose reader sees all of it and in its order: what could hide or turn around a part of it becomes U+FFFD. */
export function withoutInvisible(text: string): string {
  return text.replaceAll(INVISIBLE, '\uFFFD')
}
