/** How YAML and JSON write a character of a text in double quotes; what stands behind another backslash is itself. */
const ESCAPED = /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/gi

/** What a key says, of which `quote` stands around it. */
export function unquoted(text: string, quote: '"' | "'"): string {
  if (quote === "'") return text.replaceAll("''", "'")
  return text.replaceAll(ESCAPED, (_, ...codes: (string | undefined)[]) => {
    const [hex] = codes.slice(0, 3).filter((code) => code !== undefined)
    return hex === undefined ? (codes[3] ?? '') : characterOf(Number.parseInt(hex, 16))
  })
}

function characterOf(code: number): string {
  return code > 0x10_ff_ff ? '' : String.fromCodePoint(code)
}
