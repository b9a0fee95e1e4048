import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Document, parse, Scalar, visit } from 'yaml'
import { createScrubber } from '../../src/cli/watch/log/scrub.ts'
import { plain } from '../../src/report/appearance.ts'
import { withoutSecretsIn } from '../../src/report/hidden-lines.ts'
import { linesOf } from '../../src/report/source-text.ts'
import { unifiedDiff } from '../../src/report/text/unified-diff.ts'

/** Every surface that shows lines of the input, for a text that has the secret. */
const surfaces: Readonly<Record<string, (text: string) => string>> = {
  'lines under a diagnostic': (text) => {
    const lineOf = linesOf(() => text)
    return text
      .split('\n')
      .map((_, index) => lineOf('a.yaml', index + 1) ?? '')
      .join('\n')
  },
  'a diff that takes the secret away': (text) => unifiedDiff([{ path: 'a.yaml', before: text, after: '' }], plain),
  'a diff far below the key': (text) =>
    unifiedDiff([{ path: 'a.yaml', before: text, after: text.replaceAll('canary-9', 'canary-8') }], plain),
  'a log': (text) => createScrubber({ env: {} }).clean(text),
}

const KINDS = [
  Scalar.BLOCK_LITERAL,
  Scalar.BLOCK_FOLDED,
  Scalar.QUOTE_DOUBLE,
  Scalar.QUOTE_SINGLE,
  Scalar.PLAIN,
] as const

/** A text of YAML as its library writes it, in which each text below the key of a secret is written in the given way. */
function written(value: unknown, kind: (typeof KINDS)[number], isFlow: boolean, indent: number): string {
  const document = new Document(value)
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && node.value.includes('canary')) node.type = kind
    },
    Map: (_, node) => {
      if (isFlow) node.flow = true
    },
  })
  return document.toString({ lineWidth: 30, minContentWidth: 0, indent })
}

const words = fc
  .array(
    fc.constantFrom(
      'canary-1',
      'canary-2 and',
      'canary: 3',
      '# canary-4',
      '- canary-5',
      '"canary-6',
      "canary-7's",
      'canary-9',
    ),
    {
      minLength: 2,
      maxLength: 14,
    },
  )
  .chain((parts) =>
    fc.constantFrom(parts.join(' '), parts.join('\n'), `${parts.join('\n\n')}\n`, `  ${parts.join('\n  ')}`),
  )

test.each(Object.entries(surfaces))('%s: no secret is shown, however YAML writes it over several lines', (_, shows) => {
  let long = 0
  fc.assert(
    fc.property(
      words,
      fc.constantFrom('password', 'api-key', 'clientSecret', 'token'),
      fc.constantFrom(...KINDS),
      fc.boolean(),
      fc.constantFrom(2, 4),
      fc.constantFrom('map', 'list', 'deep'),
      (secret, key, kind, isFlow, indent, where) => {
        const entry = { before: 'shown-1', [key]: secret, after: 'shown-2' }
        const value =
          where === 'map' ? entry : where === 'list' ? { all: [entry, entry] } : { a: { b: entry }, c: 'shown-3' }
        const text = written(value, kind, isFlow, indent)
        if (text.split('\n').filter((line) => line.includes('canary')).length > 1) long += 1
        expect(shows(text)).not.toContain('canary')
      },
    ),
    { numRuns: 400 },
  )
  expect(long).toBeGreaterThan(100)
})

test('what stands beside a secret is shown, and everything keeps its place', () => {
  const text = `users:
  - name: ann
    password: |
      one
      two

      three
    role: reader
  - password: >-
      folded
  - { user: bob, password: "a
      b", role: writer }
  - token:
      - first
    kept: yes
  - tokens:
    - first
    kept: also
credentials:
  user: carol
  password:
    on the next line
    and another
plain: value
secret: one two
  three
reference: yes
password: env:PADER_PASSWORD
key: |
  -----BEGIN PRIVATE KEY-----
  MIIE
  -----END PRIVATE KEY-----
last: line`.split('\n')
  const shown = withoutSecretsIn(text)
  expect(shown.map((line) => line.length)).toEqual(text.map((line) => line.length))
  expect(shown.map((line) => line.replaceAll(/\*+/g, '*'))).toEqual(
    `users:
  - name: ann
    password: *
      *
      *

      *
    role: reader
  - password: *
      *
  - { user: bob, password: *
      * * * *
  - token:
      * *
    kept: yes
  - tokens:
    * *
    kept: also
credentials:
  user: carol
  password:
    * * * *
    * *
plain: value
secret: * *
  *
reference: yes
password: env:PADER_PASSWORD
key: |
  -----BEGIN PRIVATE KEY-----
  *
  * * *
last: line`.split('\n'),
  )
})

test.each([
  ['an explicit key', '? password\n: canary\n'],
  ['in quotes', '? "password"\n: canary\n'],
  ['in other quotes', "? 'password'\n: canary\n"],
  ['with escapes', String.raw`? "pass\u0077or\x64"` + '\n: canary\n'],
  ['with a tag and a comment', '? !!str password # note\n: canary\n'],
  ['of several words', '? password of admin\n: canary\n'],
  ['over several lines', '? >-\n  password\n  of admin\n: canary\n'],
  ['below its question mark', '?\n  password\n: canary\n'],
  ['in a list', '- ? password\n  : canary\n'],
  ['deep', 'a:\n  - b:\n      ? password\n      : canary\n'],
  ['with its value below', '? password\n:\n  canary\n'],
  ['with a list', '? password\n:\n- canary\n- canary\n'],
  ['with a block', '? password\n: |\n  canary\n\n  canary\n'],
  ['with a long text', '? password\n: "canary # canary\n  canary"\n'],
  ['apart from its value', '? password\n\n# a comment\n: canary\n'],
  ['in braces', '{ ? password\n  : canary,\n  user: shown }\n'],
  ['in braces alone', '{ password\n  : canary }\n'],
  ['as JSON may break it', '{ "password"\n:"canary", "user": "shown" }\n'],
  ['an escaped key', String.raw`"pass\u0077ord": canary` + '\n'],
  ['an escaped key in braces', String.raw`{ "p\x61ssword": canary }` + '\n'],
  ['a quoted key of several words', '"password (old)": canary\n'],
  ['a tag before a quoted text', 'password: !!str "canary # canary"\n'],
  ['a tag in braces', '{ password: !!str "canary, canary", user: shown }\n'],
  ['an anchor before a quoted text', "password: &it 'canary # canary'\n"],
])('a secret under a key that is written otherwise: %s', (_, text) => {
  // The case is one: the library finds the secret under the key.
  expect(JSON.stringify(parse(text))).toMatch(/passw[^:]*":[^}]*canary/)
  for (const shows of Object.values(surfaces)) expect(shows(text)).not.toContain('canary')
  expect(withoutSecretsIn(text.split('\n')).join('\n').includes('shown')).toBe(text.includes('shown'))
})

test('a key that is no secret hides nothing, and neither does a word at the end of a line', () => {
  for (const text of [
    '? user\n: shown',
    '? password\n: env:shown',
    'note: change the password\nuser: shown',
    '- password\n- shown',
  ])
    expect(withoutSecretsIn(text.split('\n')).join('\n')).toContain('shown')
})
