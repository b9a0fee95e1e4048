/**
 * A line of a log in plain characters. Logs that went through a document or a chat come back with typographic quotes,
 * dashes and spaces, which mean the same (BP prints them so).
 */
export function toAscii(line: string): string {
  return line
    .replaceAll(/[\u2018\u2019\u201A\u201B\u2032\u00B4`]/g, "'")
    .replaceAll(/[\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB]/g, '"')
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll(/[\u00A0\u2000-\u200A\u202F]/g, ' ')
    .replaceAll(/[\u200B\uFEFF]/g, '')
    .replaceAll('\u2026', '...')
    .trimEnd()
}
