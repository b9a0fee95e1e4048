import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Appearance } from '../../src/report/appearance.ts'
import { diagnosticsText } from '../../src/report/text/diagnostics.ts'
import { codeFrame } from '../../src/report/text/frame.ts'
import { paintOf } from '../../src/report/text/paint.ts'
import type { LocatedDiagnostic } from '../../src/source/diagnostic.ts'

const look: Appearance = { color: false, unicode: true, columns: 80 }
const file = 'clusters/two-site/locations/tokyo.yaml'

function found(change: Partial<LocatedDiagnostic> = {}, line = 1, start = 1, end = 2): LocatedDiagnostic {
  return {
    code: 'CM-NET-002',
    severity: 'error',
    message: 'listener "127.0.0.1" of node "tokyo-1" is a loopback address',
    span: { file, start: { line, column: start }, end: { line, column: end } },
    ...change,
  }
}

test('a finding shows its place first, then the line with carets, why, related places and the cure', () => {
  const text = diagnosticsText(
    [
      found(
        {
          why: 'other nodes cannot reach a loopback address, so the node is cut off from the cluster (BP 2.3)',
          help: 'use an address of the interface that the other nodes reach',
          related: [
            {
              span: { file, start: { line: 9, column: 5 }, end: { line: 9, column: 9 } },
              note: 'the interface of node "tokyo-1" that carries the role "cluster"',
            },
          ],
        },
        2,
        14,
        23,
      ),
      found({ severity: 'warning', code: 'CM-PRI-002', message: 'two nodes have priority 1' }, 1, 1, 6),
    ],
    () => 'nodes:\r\n    address: 127.0.0.1 # ours\r\n',
    look,
  )
  expect(text).toBe(
    `
clusters/two-site/locations/tokyo.yaml:1:1 warning CM-PRI-002: two nodes have
  priority 1
1 │ nodes:
  │ ^^^^^

clusters/two-site/locations/tokyo.yaml:2:14 error CM-NET-002: listener
  "127.0.0.1" of node "tokyo-1" is a loopback address
2 │     address: 127.0.0.1 # ours
  │              ^^^^^^^^^
  why: other nodes cannot reach a loopback address, so the node is cut off from
       the cluster (BP 2.3)
  see: clusters/two-site/locations/tokyo.yaml:9:5 the interface of node
       "tokyo-1" that carries the role "cluster"
  help: use an address of the interface that the other nodes reach

1 error, 1 warning in 1 file
`.trimStart(),
  )
})

test('the worst stands last, above the line that counts, whatever file it is in', () => {
  const at = (name: string): LocatedDiagnostic['span'] => ({ ...found().span, file: name })
  const waivedBy = { reason: 'lab', owner: 'network team', expires: '2027-01-31' }
  const text = diagnosticsText(
    [
      found({ code: 'A-1', span: at('a.yaml') }),
      found({ code: 'A-2', severity: 'info', span: at('a.yaml') }),
      found({ code: 'B-1', severity: 'warning', span: at('b.yaml') }),
      found({ code: 'C-1', span: at('c.yaml') }),
      found({ code: 'C-2', severity: 'info', span: at('c.yaml') }),
      found({ code: 'D-1', span: at('d.yaml'), waivedBy }),
    ],
    () => 'a',
    look,
  )
  expect(text.match(/[A-D]-\d(?=:)/g)).toEqual(['D-1', 'A-2', 'C-2', 'B-1', 'A-1', 'C-1'])
})

test('a waived finding stays visible, says who accepted it, and does not count', () => {
  const waivedBy = { reason: 'lab', owner: 'network team', expires: '2027-01-31' }
  const text = diagnosticsText([found({ waivedBy })], () => 'a', look)
  expect(text).toContain(' waived error CM-NET-002: ')
  expect(text).toContain('  waived: until 2027-01-31 by network team: lab\n')
  expect(text).toContain('\n1 waived in 1 file\n')
})

test('a finding about a whole file shows no line, and nothing found prints nothing', () => {
  expect(diagnosticsText([found({}, 1, 1, 1)], () => 'x: 1', look)).not.toContain('│')
  expect(diagnosticsText([], () => 'x: 1', look)).toBe('')
})

test('without drawing characters everything is ASCII, the input too', () => {
  const text = diagnosticsText([found({ message: 'unknown node "münchen"' }, 1, 7, 14)], () => 'node: münchen', {
    ...look,
    unicode: false,
  })
  expect(text).toContain('1 | node: m<U+00FC>nchen\n  |       ^^^^^^^^^^^^^^\n')
  // oxlint-disable-next-line no-control-regex -- that is the point
  expect(text).toMatch(/^[\x00-\x7f]*$/)
})

test('colour adds escape codes and nothing else', () => {
  const source = () => 'node: x'
  const diagnostics = [found({ why: 'because', help: 'do this' }), found({ severity: 'info' }, 1, 3, 4)]
  const colored = diagnosticsText(diagnostics, source, { ...look, color: true })
  // oxlint-disable-next-line no-control-regex -- escape codes are control characters
  expect(colored.replaceAll(/\x1b\[\d+m/g, '')).toBe(diagnosticsText(diagnostics, source, look))
  expect(colored).toContain('\x1b[31m')
})

test('control characters and bidirectional overrides of the input never reach the terminal', () => {
  const nasty = 'a\x1b[2Jb\u202Ec\u0007\u200Bd\u2028e\x9b'
  const text = diagnosticsText([found({ message: nasty, help: nasty }, 1, 1, 3)], () => nasty, look)
  // oxlint-disable-next-line no-control-regex -- that is the point
  expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u200b\u2028]/)
  expect(text).toContain('a␛[2Jb<U+202E>c␇<U+200B>d<U+2028>e<U+009B>')
})

test.each([
  ['tabs', '\t\tnode: x', 9, 10, '1 │     node: x', '  │           ^'],
  ['wide characters', '東京: node', 5, 9, '1 │ 東京: node', '  │       ^^^^'],
  ['a span of wide characters', '東京: node', 1, 3, '1 │ 東京: node', '  │ ^^^^'],
  ['combining marks', 'e\u0301: ab', 5, 7, '1 │ e\u0301: ab', '  │    ^^'],
  ['an emoji of two units', '😀: ab', 5, 7, '1 │ 😀: ab', '  │     ^^'],
])('carets stand under the span with %s', (_, line, start, end, first, second) => {
  const span = { file, start: { line: 1, column: start }, end: { line: 1, column: end } }
  expect(codeFrame(line, span, look, paintOf(look), (text) => text)).toEqual([first, second])
})

test('for any span of any ASCII line, the text above the carets is the text of the span, within the width', () => {
  const ascii = fc.string({
    unit: fc.constantFrom(...'abcdefghij :-"0123456789'.split('')),
    minLength: 1,
    maxLength: 1500,
  })
  fc.assert(
    fc.property(ascii, fc.nat(), fc.integer({ min: 1, max: 30 }), (line, at, length) => {
      const start = at % line.length
      const end = Math.min(line.length, start + length)
      const span = { file, start: { line: 7, column: start + 1 }, end: { line: 7, column: end + 1 } }
      const [shown = '', carets = ''] = codeFrame(line, span, look, paintOf(look), (text) => text)
      const from = carets.indexOf('^')
      expect(shown.slice(from, carets.lastIndexOf('^') + 1)).toBe(line.slice(start, end))
      expect(shown.length).toBeLessThanOrEqual(look.columns)
      // What is left out at either side is said, and nothing else.
      const [, before = '', part = '', after = ''] = /^7 │ (…?)([^…]*)(…?)$/.exec(shown) ?? []
      const offset = start - (from - '7 │ '.length - before.length)
      expect(line.slice(offset, offset + part.length)).toBe(part)
      expect([before, after]).toEqual([offset > 0 ? '…' : '', offset + part.length < line.length ? '…' : ''])
    }),
  )
})

// It does not end within the time of a test where the whole line is looked at for each of them.
test('a line with four thousand findings shows the surroundings of each', () => {
  const entries = Array.from({ length: 4000 }, (_, index) => `region-${1000 + index}: 5`)
  const line = `regions: { ${entries.join(', ')} }`
  const findings = entries.map((_, index) => found({}, 1, 12 + 16 * index, 12 + 16 * index + 11))
  const text = diagnosticsText(findings, () => line, look)
  const frames = text.split('\n').filter((shown) => shown.startsWith('1 │'))
  expect(frames.every((shown, index) => shown.includes(`region-${1000 + index}: 5`))).toBe(true)
  expect(frames).toHaveLength(4000)
})

test('beside errors, advice and what is waived is a line each, and without them it is told in full', () => {
  const aside = { help: 'advice only: add a second one', why: 'one may fail' }
  const waivedBy = { reason: 'it is ordered', owner: 'team-a', expires: '2027-06-30' }
  const all = [
    found({ severity: 'error', help: 'correct it' }, 3),
    found({ ...aside, severity: 'info', code: 'CM-NET-015', message: 'one is alone' }, 2),
    found({ ...aside, waivedBy, code: 'CM-IP-002', message: 'it is accepted' }, 1),
    found({ ...aside, severity: 'warning', code: 'CM-PRI-002', message: 'two are first' }, 4),
  ]
  const text = diagnosticsText(all, () => 'a: 1\nb: 1\nc: 1\nd: 1\n', look)
  expect(text).toBe(`${file}:1:1 waived error CM-IP-002: it is
  accepted
${file}:2:1 info CM-NET-015: one is alone
  "pader rules CODE" explains one of these; they are shown in full again once
  there is no error

${file}:4:1 warning CM-PRI-002: two are first
4 │ d: 1
  │ ^
  why: one may fail
  help: advice only: add a second one

${file}:3:1 error CM-NET-002: listener
  "127.0.0.1" of node "tokyo-1" is a loopback address
3 │ c: 1
  │ ^
  help: correct it

1 error, 1 warning, 1 informational, 1 waived in 1 file
`)
  const advice = all.filter(({ severity, waivedBy: accepted }) => severity !== 'error' || accepted !== undefined)
  expect(diagnosticsText(advice, () => 'a: 1\nb: 1\nc: 1\nd: 1\n', look).match(/help: advice only/g)).toHaveLength(3)
})

test('in a review, advice that the base has as well is a line; what the change brings, and a warning, is told in full', () => {
  const aside = { help: 'add a second one', why: 'one may fail' }
  const [old, fresh, warning] = [
    found({ ...aside, severity: 'info', code: 'CM-NET-015', message: 'one is alone' }, 1),
    found({ ...aside, severity: 'info', code: 'CM-NET-015', message: 'two is alone' }, 2),
    found({ ...aside, severity: 'warning', code: 'CM-PRI-002', message: 'two are first' }, 3),
  ]
  const text = diagnosticsText([old, fresh, warning], () => 'a: 1\nb: 1\nc: 1\n', look, new Set([old, warning]))
  expect(text.split('\n\n')[0]).toBe(`${file}:1:1 info CM-NET-015: one is alone
  the base has these as well; "pader rules CODE" explains one of them`)
  expect(text.match(/why: one may fail/g)).toHaveLength(2)
})
