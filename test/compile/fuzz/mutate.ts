import fc from 'fast-check'

/** Texts that mean something to whoever reads them next: YAML, XML, templates, shells, terminals, people. */
const HOSTILE = [
  '&a',
  '*a',
  '*b',
  '!!binary x',
  '!tag',
  '<<: *a',
  '---',
  '...',
  '%YAML 1.1',
  '? x',
  '- ',
  ': ',
  '{',
  '}',
  '[',
  ']',
  '|',
  '>',
  '#',
  '\t',
  '<x>',
  '</list>',
  ']]>',
  '&amp;',
  '&#0;',
  '<!DOCTYPE a [<!ENTITY x "y">]>',
  '"><script>alert(1)</script>',
  '{{x}}',
  '{{{x}}}',
  '{{#each x}}',
  '${x}',
  '$(id)',
  '`id`',
  '; rm -rf /',
  '| cat',
  '%n%s',
  '%h',
  '../../etc/passwd',
  '~/.ssh',
  '\u0000',
  '\u0007',
  '\u001b[31m',
  '\u0085',
  '\u200b',
  '\u202e',
  '\u2066',
  '\ufeff',
  '\ud800',
  'раypal',
  'ａｂｃ',
  'e\u0301',
  '💣',
  'null',
  'true',
  'no',
  '~',
  '0x1F',
  '1e999',
  '-0',
  '.inf',
  '.nan',
  '12:30:45',
  '2027-02-30',
  '99999999999999999999',
  '012',
  "''",
  '""',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'x-{1..3}',
  'x-{3..1}',
  'x-{1..99999999}',
  '{1..}',
  '10.0.0.{1..4}',
]

/** One change of a text that somebody, or something, might make. */
export type Mutation = (text: string) => string

const position = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })
const hostile = fc.constantFrom(...HOSTILE)

/** A change of any kind at any place. */
export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(position, hostile).map(
    ([at, what]): Mutation =>
      (text) =>
        inserted(text, at, what),
  ),
  fc.tuple(position, hostile).map(
    ([at, what]): Mutation =>
      (text) =>
        scalarReplaced(text, at, what),
  ),
  fc.tuple(position, hostile).map(
    ([at, what]): Mutation =>
      (text) =>
        keyReplaced(text, at, what),
  ),
  fc.tuple(position, fc.nat(12)).map(
    ([at, count]): Mutation =>
      (text) =>
        withLines(text, at, (lines, index) => lines.toSpliced(index, count)),
  ),
  fc.tuple(position, position).map(
    ([from, to]): Mutation =>
      (text) =>
        withLines(text, from, (lines, index) => lines.toSpliced(Math.floor(to * lines.length), 0, lines[index] ?? '')),
  ),
  fc.tuple(position, fc.integer({ min: -4, max: 4 })).map(
    ([at, by]): Mutation =>
      (text) =>
        withLines(text, at, (lines, index) => lines.with(index, indented(lines[index] ?? '', by))),
  ),
  position.map(
    (at): Mutation =>
      (text) =>
        text.slice(0, Math.floor(at * text.length)),
  ),
  fc.constant<Mutation>((text) => text.replaceAll('\n', '\r\n')),
  fc.constant<Mutation>((text) => `\uFEFF${text}`),
  fc.tuple(position, fc.string({ unit: 'binary', maxLength: 20 })).map(
    ([at, what]): Mutation =>
      (text) =>
        inserted(text, at, what),
  ),
)

function inserted(text: string, at: number, what: string): string {
  const index = Math.floor(at * text.length)
  return text.slice(0, index) + what + text.slice(index)
}

/** Puts something in the place of a value, quoted as often as not. */
function scalarReplaced(text: string, at: number, what: string): string {
  return withLines(text, at, (lines, index) => {
    const line = lines[index] ?? ''
    const colon = line.indexOf(': ')
    return lines.with(
      index,
      `${colon < 0 ? line : line.slice(0, colon)}: ${(at * 1000) % 2 < 1 ? JSON.stringify(what) : what}`,
    )
  })
}

function keyReplaced(text: string, at: number, what: string): string {
  return withLines(text, at, (lines, index) =>
    lines.with(
      index,
      (lines[index] ?? '').replace(/[\w.-]+:/, () => `${what}:`),
    ),
  )
}

function withLines(
  text: string,
  at: number,
  change: (lines: readonly string[], index: number) => readonly string[],
): string {
  const lines = text.split('\n')
  return change(lines, Math.floor(at * lines.length)).join('\n')
}

function indented(line: string, by: number): string {
  return by >= 0 ? ' '.repeat(by) + line : line.replace(new RegExp(`^ {0,${-by}}`), '')
}
