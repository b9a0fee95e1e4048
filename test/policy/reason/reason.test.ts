import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Diagrams, type Diagram } from '../../../src/policy/reason/diagram.ts'
import { Satisfier } from '../../../src/policy/reason/satisfier.ts'
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
      if (found.kind === 'none') expect(texts.filter(isFound)).toEqual([])
    }),
    { numRuns: 400 },
  )
  expect(Math.min(seen.value, seen.none)).toBeGreaterThan(20)
  expect(seen.unknown).toBe(0)
})

test('clauses are satisfied where trying every row satisfies them, also under assumptions and with clauses added later', () => {
  const VARIABLES_OF_CLAUSES = 6
  const anyLiteral = fc.nat({ max: 2 * VARIABLES_OF_CLAUSES - 1 })
  const anyClause = fc.array(anyLiteral, { minLength: 1, maxLength: 3 })
  const seen = { yes: 0, no: 0 }
  fc.assert(
    fc.property(fc.array(fc.tuple(anyClause, fc.array(anyLiteral, { maxLength: 3 })), { maxLength: 25 }), (steps) => {
      const satisfier = new Satisfier()
      for (let made = 0; made < VARIABLES_OF_CLAUSES; made++) satisfier.variable()
      const holdsIn = (row: number, literal: number): boolean => ((row >> (literal >> 1)) & 1) === (literal & 1 ? 0 : 1)
      const clauses: (readonly number[])[] = []
      for (const [clause, assumed] of steps) {
        clauses.push(clause)
        satisfier.add(clause)
        const isPossible = Array.from({ length: 1 << VARIABLES_OF_CLAUSES }, (_, row) => row).some(
          (row) =>
            clauses.every((one) => one.some((literal) => holdsIn(row, literal))) &&
            assumed.every((literal) => holdsIn(row, literal)),
        )
        expect(satisfier.solve(assumed)).toBe(isPossible)
        seen[isPossible ? 'yes' : 'no']++
        if (!isPossible) continue
        expect(clauses.every((one) => one.some((literal) => satisfier.holds(literal)))).toBe(true)
        expect(assumed.every((literal) => satisfier.holds(literal))).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
  expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(100)
})
