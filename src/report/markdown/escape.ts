/**
 * What hosts take for a mention or a reference. They look for it in the text that has been rendered, where an escaped
 * character is itself again: only something invisible behind it keeps a person from being called.
 */
const CALLS = new Set('@#!~$')
const NOTHING = '&#8203;'

/** Within what hosts make a link of, although nobody wrote one: an address as it stands. */
const ADDRESS = /(?<=:)(?=\/\/)|(?<=\bwww)(?=\.)/gi

/** Text as Markdown shows it literally: in a table cell, in a list, anywhere in a line. It calls nobody, refers to nothing and links nowhere. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(
      /[\\`*_{}[\]()#+!|~<>&@$]/g,
      (character) => `&#${character.codePointAt(0) ?? 0};${CALLS.has(character) ? NOTHING : ''}`,
    )
    .replaceAll(/\p{Cf}|\p{Cc}/gu, '\uFFFD')
    .replaceAll(ADDRESS, NOTHING)
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
