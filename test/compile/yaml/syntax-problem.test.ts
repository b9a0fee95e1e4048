import { describe, expect, test } from 'vitest'
import { Locator } from '../../../src/compile/yaml/locate.ts'
import { decode, textToShow } from '../../../src/compile/yaml/decode.ts'
import { parse } from '../../../src/compile/yaml/parse.ts'
import type { Diagnostic } from '../../../src/source/diagnostic.ts'
import { rawFile } from '../support.ts'

function shown(diagnostics: readonly Diagnostic[], text: string | undefined): readonly string[] {
  const locator = new Locator(() => text)
  return diagnostics.map((diagnostic) => {
    const { code, message, help, span } = locator.locate(diagnostic)
    return `${span.start.line}:${span.start.column} ${code}: ${message}; ${help ?? ''}`
  })
}

const found = (text: string): readonly string[] => shown(parse({ path: 'a.yaml', text }).diagnostics, text)

/** A mistake, and what is said of it: where it is, what it is, and what to write. */
const mistakes: readonly (readonly [what: string, text: string, said: string])[] = [
  [
    'a colon at the end of a value',
    'a:\n  b: apac:\n  c: 1\n',
    '2:10 YAML-SYNTAX: a colon at the end of a value; remove the colon, or put the text in quotes',
  ],
  [
    'a marker of a template',
    'a: {{ region }}\nb: 1\n',
    '1:4 YAML-SYNTAX: "{{ region }}" is a marker of a template, and nothing fills it in here; write the value itself, or put the text in quotes',
  ],
  [
    'a first key that alone is indented',
    '# of Tokyo\n\n  format: 1\nregion: apac\nnodes: {}\n',
    '3:3 YAML-SYNTAX: "format" is indented, and what follows it is not; begin it in column 1, as the line "region: apac" does',
  ],
  [
    'a list in the line of its key',
    'routes: - a\nb: 1\n',
    '1:9 YAML-SYNTAX: unexpected block-seq-ind on same line with key; begin the list in a line of its own',
  ],
  [
    'a comma too many',
    'a: { b: 1, , }\n',
    '1:12 YAML-SYNTAX: unexpected , in flow map; remove it, or put the text in quotes',
  ],
  [
    'a key of an entry that is not indented as the entry is',
    'a:\n    - b: 1\n      c: 1\n    d: 1\n',
    '4:5 YAML-SYNTAX: all mapping items must start at the same column; begin the line in the column of those that it belongs with',
  ],
  [
    'a key that is indented, behind an empty line and a comment',
    'a: 1\n\n# of Tokyo\n b: 1\nc: 1\n',
    '4:2 YAML-SYNTAX: all mapping items must start at the same column; begin the line in the column of those that it belongs with',
  ],
  [
    'a dash before a key',
    'a: 1\n\n- b: 1\nc: 1\n',
    '3:1 YAML-SYNTAX: a "-" begins an entry of a list, and the lines around it are keys; remove the "-", or indent the line below the key whose list it belongs to',
  ],
  [
    'keys whose own key is missing',
    'a:\n  b: 1\n  c: 1\n  b: 1\n  c: 1\n',
    '4:3 YAML-DUPLICATE-KEY: "b" and 1 key behind it are here for the second time; write the key that they belong to in a line above "b", and indent them below it; or keep one of each',
  ],
  [
    'a key in braces without a colon',
    'a: { address 10.81.0.11, b: 1 }\n',
    '1:6 YAML-EMPTY-VALUE: "address 10.81.0.11" has no value; write a colon and a blank behind "address", if it is a key with a value',
  ],
  [
    'a key in braces without a blank behind its colon',
    'a: { address:10.81.0.11, b: 1 }\n',
    '1:6 YAML-EMPTY-VALUE: "address:10.81.0.11" has no value; write a blank behind the colon, if it is a key with a value',
  ],
  [
    'a key between two columns',
    'nodes:\n  a:\n    uuid: x\n   address: y\n',
    '4:4 YAML-SYNTAX: "address" begins in column 4, where nothing around it does; begin it in column 5, as "uuid" does, or in column 3, as "a" does',
  ],
  [
    'a key below one that has a value',
    'nodes:\n  a:\n    uuid: x\n\n      address: y\n',
    '5:7 YAML-SYNTAX: "address" is indented deeper than "uuid", which has a value already; begin it in column 5, as "uuid" does',
  ],
  [
    'a key that is not indented as those above and below it',
    'nodes:\n  a:\n    uuid: x\n  transit: true\n    address: y\n',
    '5:5 YAML-SYNTAX: "address" is indented deeper than "transit", which has a value already; begin "transit" in column 5, as "uuid" and "address" do, or begin "address" in column 3, as "transit" does',
  ],
  [
    'a colon without a blank, between others',
    'a:\n  transit:true\n  b: 1\n',
    '2:10 YAML-SYNTAX: a blank is missing behind "transit:"; write a blank between the colon and the value',
  ],
  [
    'a colon without a blank, at the end',
    'a:\n  b: 1\n  transit:true\n',
    '3:10 YAML-SYNTAX: a blank is missing behind "transit:"; write a blank between the colon and the value',
  ],
  [
    'a no-break space behind a colon',
    'a:\n  transit:\u00a0true\n  b: 1\n',
    '2:10 YAML-SYNTAX: behind "transit:" stands a no-break space (U+00A0); write a common blank in its place',
  ],
  [
    'an indentation of no-break spaces',
    'a:\n  b:\n    c: 1\n\u00a0\u00a0\u00a0\u00a0d: 2\n    e: 3\n',
    '4:1 YAML-SYNTAX: a no-break space (U+00A0) is no indentation; indent the line with common blanks',
  ],
  [
    'a brace that is not closed',
    'a: { x: 1, y: 2\nb: 1\n',
    '1:4 YAML-SYNTAX: the "{" is not closed, or what belongs to it is not indented; write the "}" that ends it, and indent what stands between them',
  ],
  [
    'a bracket that is not closed',
    'a: [1, [2], 3\nb: 1\n',
    '1:4 YAML-SYNTAX: the "[" is not closed, or what belongs to it is not indented; write the "]" that ends it, and indent what stands between them',
  ],
  [
    'a single quote that is not closed',
    "a: 'x'\nb: 'y\nc: 1\nd: 2\n",
    "2:4 YAML-SYNTAX: the quote is not closed; write the ' that ends the text; one that is part of it is written ''",
  ],
  [
    'a double quote that is not closed',
    'a: "x\nb: 1\n',
    '1:4 YAML-SYNTAX: the quote is not closed; write the " that ends the text; one that is part of it is written \\"',
  ],
  [
    'something behind quotes',
    'a: "b" c\n',
    '1:8 YAML-SYNTAX: something stands behind the end of a text in quotes; end the text there, or put all of it in quotes',
  ],
  [
    'a text with a colon',
    'a: b: c\n',
    '1:5 YAML-SYNTAX: a second colon with a blank behind it; put the text in quotes',
  ],
  [
    'a colon of another script, between others',
    'a:\n  transit\uff1a true\n  b: 1\n',
    '2:10 YAML-SYNTAX: the colon behind "transit" is another character (U+FF1A); write a common colon and a blank in its place',
  ],
  [
    'a colon of another script, at the end',
    'a:\n  b: 1\n  transit\uff1atrue\n',
    '3:10 YAML-SYNTAX: the colon behind "transit" is another character (U+FF1A); write a common colon and a blank in its place',
  ],
  [
    'a line that is no key',
    'a: 1\nsome words\nb: 2\n',
    '2:1 YAML-SYNTAX: this is no key with a colon, and no part of the text above; write a colon and a value behind a key; indent what goes on from the line above',
  ],
  [
    'a character that no text begins with',
    'a: @x\n',
    '1:4 YAML-SYNTAX: plain value cannot start with reserved character @; put the text in quotes',
  ],
  [
    'a path of Windows in double quotes',
    'a: "C:\\Users"\n',
    '1:7 YAML-SYNTAX: invalid escape sequence \\Users"; write the backslash twice, or put the text in single quotes',
  ],
  [
    'a pattern of hosts',
    'a: [*.example.com]\n',
    '1:5 YAML-ALIAS: the alias "*.example.com" has no anchor; put the text in quotes',
  ],
  [
    'a tab in a block of text',
    'a: |\n\ttext\nb: 1\n',
    '2:1 YAML-TAB: tabs are not allowed as indentation; replace the tab with spaces',
  ],
  [
    'a key twice, once in quotes',
    'a b: 1\n"a b": 2\n',
    '2:1 YAML-DUPLICATE-KEY: the key "a b" is here for the second time; keep one of the two; only one of them could ever apply',
  ],
  [
    'a line that ends in a carriage return',
    '# note\rformat: 1\nb: 1\n',
    '1:7 YAML-CHARACTER: a carriage return without a line feed; save the file with line feeds, or with carriage returns and line feeds, at the ends of lines',
  ],
]

const unresolved = (line: number): string =>
  `${line}:1 YAML-SYNTAX: a conflict of a merge is not resolved here; keep what is right of both sides, and remove the lines of "<<<<<<<", "=======" and ">>>>>>>"`

test.each([
  ['of one key', 'a:\n<<<<<<< HEAD\n  b: 1\n=======\n  b: 2\n>>>>>>> other\nc: 3\n', [2]],
  [
    'at both ends of a list',
    'a:\n<<<<<<< HEAD\n  - b\n=======\n  - c\n>>>>>>> x\n  - d\n<<<<<<< HEAD\n=======\n  - e\n>>>>>>> x\n',
    [2, 8],
  ],
  [
    'with a common ancestor, in a file of another system',
    'a: 1\r\n<<<<<<< ours\r\nb: 1\r\n||||||| base\r\n=======\r\nb: 2\r\n>>>>>>> theirs\r\n',
    [2],
  ],
])('each conflict of a merge is said once, and nothing of what follows from it: %s', (_, text, lines) => {
  expect(found(text)).toEqual(lines.map(unresolved))
})

test('what looks like a conflict within a text that is YAML is left alone', () => {
  expect(found('a: |\n  <<<<<<< HEAD\n  =======\n  >>>>>>> x\n')).toEqual([])
})

test.each([
  ['010', '10, and by other programs as 8', '10'],
  ['0080', '80', '80'],
  ['1e1', '10', '10'],
  ['0x1F', '31', '31'],
  ['0o17', '15', '15'],
  ['+5', '5', '5'],
  ['.5', '0.5', '0.5'],
  ['-0', '0', '0'],
  ['1.000', '1', '1'],
  ['12.20', '12.2', '12.2'],
])('a number that is not kept as it is written is told: %s', (number, read, meant) => {
  expect(found(`a: ${number}\nb: [1, -1.5, 0.25, 12.2]\n`)).toEqual([
    `1:4 YAML-NUMBER: the number ${number} is read as ${read}; write ${meant}, or '${number}' in quotes if it is a text`,
  ])
})

test.each(['\u00ad', '\u2060', '\u061c', '\u{e0061}'])('a character that nobody sees is told: %j', (character) => {
  expect(found(`ab${character}c: 1\n`)).toEqual([
    `1:3 YAML-CHARACTER: the character U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')} is not allowed; remove the character; it is invisible or changes the order in which text is shown`,
  ])
})

test.each(mistakes)('%s', (_, text, said) => {
  expect(found(text)).toEqual([said])
})

describe('a file that is not UTF-8', () => {
  const text = 'format: 1\n# \uFFFD \u00fc in Zürich\nb: 1\n'

  test.each([
    ['UTF-16', Buffer.from(text, 'utf16le')],
    ['UTF-16', Buffer.from(text, 'utf16le').swap16()],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0])],
    ['UTF-32', Buffer.from([0, 0, 0, 0x61])],
  ])('is said to be %s, with a mark or without', (encoding, bytes) => {
    expect(shown(decode({ path: 'a.yaml', bytes }).diagnostics, undefined)).toEqual([
      `1:1 YAML-ENCODING: the file is encoded in ${encoding}, not in UTF-8; save it as UTF-8`,
    ])
  })

  test('is shown from the first byte that is no character', () => {
    const [before, after] = text.split('ü in')
    const bytes = Buffer.concat([Buffer.from(before ?? ''), Buffer.from([0xfc]), Buffer.from(` in${after ?? ''}`)])
    expect(shown(decode({ path: 'a.yaml', bytes }).diagnostics, textToShow({ path: 'a.yaml', bytes }))).toEqual([
      '2:5 YAML-ENCODING: the file is not valid UTF-8 from here on; save it as UTF-8',
    ])
  })

  test('a replacement character that is written in UTF-8 is a character', () => {
    expect(decode(rawFile('a.yaml', text)).diagnostics).toEqual([])
  })
})

test('a pointer of Git LFS is no text of anything: as a template it would be rolled out', () => {
  const { value, diagnostics } = decode(rawFile('a.hbs', 'version https://git-lfs.github.com/spec/v1\nsize 1\n'))
  expect([value, diagnostics.map(({ code }) => code)]).toEqual([undefined, ['YAML-POINTER']])
  expect(decode(rawFile('a.hbs', 'version https://git-lfs')).value?.text).toBe('version https://git-lfs')
})
