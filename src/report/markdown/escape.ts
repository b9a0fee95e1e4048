/** Text as Markdown shows it literally: in a table cell, in a list, anywhere in a line. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_{}[\]()#+!|~<>&@$]/g, (character) => `&#${character.codePointAt(0) ?? 0};`)
    .replaceAll(/\p{Cf}|\p{Cc}/gu, '\uFFFD')
}

/** Text in a code span; the fence is longer than any run of backticks inside. */
export function code(text: string): string {
  const line = text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\p{Cf}|\p{Cc}/gu, '\uFFFD')
    .replaceAll('|', '\u2223')
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${line}${pad}${fence}`
}
