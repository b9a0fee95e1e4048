import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { rules } from '../../../src/compile/rules/index.ts'
import { buildExample } from '../support.ts'

test('every file of a rule is in the index, under its code', () => {
  const files = readdirSync('src/compile/rules').filter((name) => name.startsWith('cm-'))
  expect(rules.map(({ code }) => `${code.toLowerCase()}.ts`)).toEqual(files.toSorted())
  expect(files.length).toBeGreaterThan(100)
})

describe.each(rules.filter(({ stage }) => stage === 'static'))('$code', (rule) => {
  test('finds what is wrong in its invalid example, and nothing else', () => {
    const { diagnostics, located } = buildExample(rule, rule.examples.invalid)
    // A rule about names may have an example with a name that leads nowhere.
    const codes = diagnostics.map(({ code }) => code).filter((code) => !code.startsWith('REF-'))
    expect(new Set(codes)).toEqual(new Set([rule.code]))
    for (const { message, span, severity, why, help } of located) {
      // A name is quoted, a sentence has no full stop, and the place is a place in a file of the example.
      expect(message).toMatch(/[^.]$/)
      expect(message).not.toMatch(/undefined|\[object/)
      expect(span.file).toMatch(/^clusters\/.+\.yaml$/)
      expect(span.end.line).toBeGreaterThanOrEqual(span.start.line)
      expect([severity, why, help]).not.toContain(undefined)
    }
  })

  test('finds nothing in its valid example', () => {
    const { diagnostics } = buildExample(rule, rule.examples.valid)
    expect(diagnostics).toEqual([])
  })
})
