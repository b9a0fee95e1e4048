/** What Pader itself tells a terminal: the colours of its paint, and to clear the line of its progress. */
const OWN = String.raw`\u001b\[(?:1|2|22|3[1-6]|39)m|\r\u001b\[K|\r\n`

const CONTROLS = new RegExp(String.raw`(${OWN})|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]`, 'g')

/**
 * Lines as they may leave for a terminal or a log, wherever they come from: colours stay, and any other control
 * character is shown instead of obeyed. Reports make the texts in them harmless; this holds for what no report made.
 */
export function withoutControls(lines: string): string {
  return lines.replaceAll(CONTROLS, (control, own: string | undefined) => own ?? escaped(control.codePointAt(0) ?? 0))
}

/** A character that is not to be obeyed or cannot be seen, by its number. */
export function escaped(code: number): string {
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
}
