import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Diagrams, type Diagram } from '../../../src/policy/reason/diagram.ts'
import { apartSpans, apartTexts } from '../../../src/policy/reason/apart.ts'
import { Encoding } from '../../../src/policy/reason/encoding.ts'
import { Formulas } from '../../../src/policy/reason/formula.ts'
import { common, spansOf } from '../../../src/policy/values/spans.ts'
import { findText } from '../../../src/policy/reason/find-text.ts'
import { wildcard } from '../../../src/policy/values/pattern.ts'
import { TextSet } from '../../../src/policy/values/text-set.ts'

type Formula = number | readonly ['and' | 'or' | 'differ', Formula, Formula] | readonly ['not', Formula]
const VARIABLES = 4
const { formula: anyFormula } = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.nat({ max: VARIABLES - 1 }),
    fc.tuple(fc.constantFrom('and' as const, 'or' as const, 'differ' as const), tie('formula'), tie('formula')),
    fc.tuple(fc.constant('not' as const), tie('formula')),
  ),
}))

function truth(formula: Formula, values: readonly boolean[]): boolean {
  if (typeof formula === 'number') return values[formula] ?? false
  if (formula[0] === 'not') return !truth(formula[1], values)
  const [left, right] = [truth(formula[1], values), truth(formula[2], values)]
  return formula[0] === 'and' ? left && right : formula[0] === 'or' ? left || right : left !== right
}

function diagram(formula: Formula, diagrams: Diagrams): Diagram {
  if (typeof formula === 'number') return diagrams.variable(formula)
  if (formula[0] === 'not') return diagrams.not(diagram(formula[1], diagrams))
  return diagrams[formula[0]](diagram(formula[1], diagrams), diagram(formula[2], diagrams))
}

function valueOf(diagrams: Diagrams, node: Diagram, values: readonly boolean[]): boolean {
  let at = node
  while (at > 1) at = values[diagrams.variableOf(at)] === true ? diagrams.highOf(at) : diagrams.lowOf(at)
  return at === 1
}

const rows = Array.from({ length: 1 << VARIABLES }, (_, row) =>
  Array.from({ length: VARIABLES }, (__, at) => (row & (1 << at)) !== 0),
)

test('diagrams are equal where formulas are, and leave variables out as truth tables do', () => {
  let equal = 0
  fc.assert(
    fc.property(anyFormula, anyFormula, fc.nat({ max: VARIABLES - 1 }), (left, right, out) => {
      const diagrams = new Diagrams()
      const isSame = rows.every((values) => truth(left, values) === truth(right, values))
      const [first, second] = [diagram(left, diagrams), diagram(right, diagrams)]
      expect(first === second).toBe(isSame)
      if (isSame) equal++
      const some = diagrams.some(first, (variable) => variable !== out)
      for (const values of rows) {
        const either = [true, false].some((value) =>
          truth(
            left,
            values.map((own, at) => (at === out ? value : own)),
          ),
        )
        expect(valueOf(diagrams, some, values)).toBe(either)
      }
    }),
    { numRuns: 300 },
  )
  expect(equal).toBeGreaterThan(0)
})

test('a text is found where there is one, and none is certain where there is none', () => {
  const anyWildcard = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 4 })
  const anySet = fc.array(anyWildcard, { minLength: 1, maxLength: 3 })
  const letters = ['', 'a', 'b', 'z']
  const texts = [
    ...new Set(
      letters.flatMap((a) => letters.flatMap((b) => letters.flatMap((c) => letters.map((d) => a + b + c + d)))),
    ),
  ]
  const seen = { value: 0, none: 0, unknown: 0 }
  fc.assert(
    fc.property(fc.array(anySet, { maxLength: 3 }), fc.array(anySet, { maxLength: 3 }), (inside, outside) => {
      const setOf = (patterns: readonly string[]): TextSet => new TextSet(patterns.map(wildcard))
      const isIn = (patterns: readonly string[], text: string): boolean =>
        patterns.some((one) => new RegExp(`^${one.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(text))
      const isFound = (text: string): boolean =>
        inside.every((one) => isIn(one, text)) && !outside.some((one) => isIn(one, text))
      const found = findText({ inside: inside.map(setOf), outside: outside.map(setOf) })
      seen[found.kind]++
      if (found.kind === 'value') expect(isFound(found.value), found.value).toBe(true)
      if (found.kind !== 'none') return
      expect(texts.filter(isFound)).toEqual([])
      // What it is put down to is a contradiction by itself.
      expect(findText(found.because).kind).toBe('none')
    }),
    { numRuns: 400 },
  )
  expect(Math.min(seen.value, seen.none)).toBeGreaterThan(20)
  expect(seen.unknown).toBe(0)
})

test('a formula can hold where a request of some universe makes it hold, and for no more answers than are named', () => {
  const anyUniverse = fc.uniqueArray(fc.constantFrom(...rows.keys()), { minLength: 1, maxLength: 6 })
  const anyStep = fc.record({ keeps: fc.nat({ max: 3 }), more: fc.array(anyFormula, { minLength: 1, maxLength: 3 }) })
  const seen = { yes: 0, no: 0, learnt: 0, kept: 0 }
  fc.assert(
    fc.property(anyUniverse, fc.array(anyStep, { maxLength: 8 }), (own, steps) => {
      const universe = own.map((row) => rows[row] ?? [])
      const formulas = new Formulas()
      const encoding = new Encoding(formulas)
      let asked: readonly Formula[] = []
      for (const { keeps, more } of steps) {
        // What begins as the question before is not searched from the start.
        const kept = asked.slice(0, keeps)
        asked = [...kept, ...more]
        seen.kept += kept.length
        const nodes = asked.map((formula) => written(formula, formulas))
        const isPossible = universe.some((values) => asked.every((formula) => truth(formula, values)))
        // Answers that no request gives are learnt one after the other, as the solver does.
        let answers: ReadonlyMap<number, boolean> | undefined
        while (encoding.canHold(nodes) === true) {
          const found = encoding.reasons(nodes)
          const agrees = (values: readonly boolean[]): boolean =>
            [...found].every(([at, holds]) => values[at] === holds)
          for (const values of rows.filter(agrees)) expect(asked.every((formula) => truth(formula, values))).toBe(true)
          if (universe.some(agrees)) {
            answers = found
            break
          }
          encoding.add([...found].map(([variable, holds]) => ({ variable, holds: !holds })))
          seen.learnt++
        }
        expect(answers !== undefined).toBe(isPossible)
        if (isPossible) expect(nodes.every((node) => encoding.holds(node))).toBe(true)
        seen[isPossible ? 'yes' : 'no']++
      }
    }),
    { numRuns: 300 },
  )
  expect(Math.min(seen.yes, seen.no, seen.learnt, seen.kept)).toBeGreaterThan(100)
})

function written(formula: Formula, formulas: Formulas): Diagram {
  if (typeof formula === 'number') return formulas.variable(formula)
  if (formula[0] === 'not') return formulas.not(written(formula[1], formulas))
  return formulas[formula[0]](written(formula[1], formulas), written(formula[2], formulas))
}

const sets = fc.array(
  fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 3 }), { maxLength: 2 }),
  {
    maxLength: 6,
  },
)

test('sets of texts that are said to be apart share no text', () => {
  const texts = [
    '',
    'a',
    'b',
    'z',
    ...['a', 'b', 'z'].flatMap((one) => ['a', 'b', 'z', 'ab', 'ba'].map((two) => one + two)),
  ]
  let found = 0
  fc.assert(
    fc.property(sets, (given) => {
      const own = given.map((patterns) => new TextSet(patterns.map(wildcard)))
      for (const group of apartTexts(own))
        for (const text of texts) expect(group.filter((at) => own[at]?.has(text)).length).toBeLessThan(2)
      found += apartTexts(own).length
    }),
    { numRuns: 300 },
  )
  expect(found).toBeGreaterThan(50)
})

test('sets of numbers that are said to be apart share none, and all that are apart are said to be', () => {
  const anySpans = fc
    .array(fc.tuple(fc.nat({ max: 12 }), fc.nat({ max: 3 })), { maxLength: 2 })
    .map((spans) => spansOf(spans.map(([from, more]) => [BigInt(from), BigInt(from + more)])))
  fc.assert(
    fc.property(fc.array(anySpans, { minLength: 2, maxLength: 2 }), (own) => {
      const [left = [], right = []] = own
      expect(apartSpans(own)).toEqual(common(left, right).length === 0 ? [[0, 1]] : [])
    }),
    { numRuns: 300 },
  )
})
