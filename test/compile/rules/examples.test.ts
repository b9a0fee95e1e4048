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
    const { located } = buildExample(rule, rule.examples.invalid)
    const own = located.filter(({ code }) => code === rule.code)
    expect(own.length).toBeGreaterThan(0)
    // An example about names or policy may have something that only that front end explains.
    expect(located.filter(({ code }) => code !== rule.code && !/^(REF|POL)-/.test(code))).toEqual([])
    for (const { message, span, severity, why, help } of own) {
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
