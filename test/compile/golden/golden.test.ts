import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FRONT_END_CODES } from '../../../src/compile/codes/front-end-codes.ts'
import { frontEndCodes } from '../../../src/compile/codes/every-code.ts'
import { POLICY_CODES } from '../../../src/compile/codes/policy-codes.ts'
import { rules } from '../../../src/compile/rules/index.ts'
import { plain } from '../../../src/report/appearance.ts'
import { diagnosticsJson } from '../../../src/report/json/diagnostics.ts'
import { diagnosticsText } from '../../../src/report/text/diagnostics.ts'
import { goldenCases } from './cases.ts'

const RULER = '='.repeat(80)
const seen = new Set<string>()

test.each(goldenCases)('$name in every form', async ({ name, built }) => {
  const { located, textOf } = built()
  // Advice is shown where a case is about it; elsewhere new advice should not change what every case says.
  const shown = located.filter(({ severity, code }) => severity !== 'info' || code === name)
  expect(shown.length).toBeGreaterThan(0)
  for (const { code } of shown) seen.add(code)
  const forms = [
    diagnosticsText(shown, textOf, plain),
    diagnosticsText(shown, textOf, { ...plain, color: true }),
    diagnosticsJson(shown),
  ]
  for (const line of forms[0]?.split('\n') ?? []) expect(line.length).toBeLessThanOrEqual(80)
  await expect(forms.join(`${RULER}\n`)).toMatchFileSnapshot(`forms/${name}.txt`)
})

test('every diagnostic of the front end is among them', () => {
  const promised = [
    ...Object.keys(FRONT_END_CODES),
    ...Object.keys(POLICY_CODES),
    ...rules.filter(({ stage }) => stage === 'static').map(({ code }) => code),
  ]
  expect(promised.filter((code) => !seen.has(code))).toEqual([])
  expect(promised.length).toBeGreaterThan(150)
})

test('every code that is written in the source is one that is promised', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
  const written = sources.flatMap((path) => readFileSync(`src/${path}`, 'utf8').match(/'(?:POL|REF|YAML|SCHEMA)-[A-Z-]+[A-Z]'/g) ?? [])
  const known = new Set(frontEndCodes.map(({ code }) => `'${code}'`))
  expect(written.length).toBeGreaterThan(100)
  expect([...new Set(written)].filter((code) => !known.has(code))).toEqual([])
})

test('no form is left of a case that is gone', () => {
  const names = new Set(goldenCases.map(({ name }) => `${name}.txt`))
  expect(readdirSync(`${import.meta.dirname}/forms`).filter((form) => !names.has(form))).toEqual([])
})
