import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { rules } from '../../src/compile/rules/index.ts'
import { buildExample } from './support.ts'

test('every file of a rule is in the index, under its code', () => {
  const files = readdirSync('src/compile/rules').filter((name) => name.startsWith('cm-'))
  expect(rules.map(({ code }) => `${code.toLowerCase()}.ts`)).toEqual(files.toSorted())
  expect(files.length).toBeGreaterThan(0)
})

describe.each(rules.filter(({ stage }) => stage === 'static'))('$code', (rule) => {
  test('finds what is wrong in its invalid example', () => {
    const { diagnostics } = buildExample(rule, rule.examples.invalid)
    expect(diagnostics.map(({ code }) => code)).toContain(rule.code)
  })

  test('finds nothing in its valid example', () => {
    const { diagnostics } = buildExample(rule, rule.examples.valid)
    expect(diagnostics).toEqual([])
  })
})
