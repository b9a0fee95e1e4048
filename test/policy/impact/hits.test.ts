import fc from 'fast-check'
import { expect, test } from 'vitest'
import { comingTo } from '../../../src/policy/impact/hits.ts'
import { Conjunction } from '../../../src/policy/reason/conjunction.ts'
import { always, type Diagram } from '../../../src/policy/reason/diagram.ts'
import { Formulas } from '../../../src/policy/reason/formula.ts'
import type { Step } from '../../../src/policy/reason/run.ts'

const VARIABLES = 4
const rows = Array.from({ length: 1 << VARIABLES }, (_, row) =>
  Array.from({ length: VARIABLES }, (__, at) => (row & (1 << at)) !== 0),
)

/** What a formula says of a row of a truth table. */
function holds(formulas: Formulas, node: Diagram, row: readonly boolean[]): boolean {
  if (node <= always) return node === always
  const part = formulas.partOf(node)
  if (part.kind === 'variable') return row[part.variable] === true
  if (part.kind === 'not') return !holds(formulas, part.of, row)
  return holds(formulas, part.left, row) && holds(formulas, part.right, row)
}

/** A step that is done where one variable says so: a rule that decides, or something that is set on the way. */
interface Plain {
  readonly variable: number
  readonly decides: boolean
  readonly isWanted: boolean
}

const anySteps: fc.Arbitrary<readonly Plain[]> = fc.array(
  fc.record({ variable: fc.nat({ max: VARIABLES - 1 }), decides: fc.boolean(), isWanted: fc.boolean() }),
  { maxLength: 9 },
)

/** Goes through steps one by one: the oracle. */
function comes(steps: readonly Plain[], row: readonly boolean[]): boolean {
  for (const { variable, decides, isWanted } of steps) {
    if (row[variable] !== true) continue
    if (isWanted) return true
    if (decides) return false
  }
  return false
}

test('a request comes to a wanted step where going through them one by one does', () => {
  const seen = { yes: 0, no: 0 }
  fc.assert(
    fc.property(anySteps, (plain) => {
      const formulas = new Formulas()
      const undecided = new Conjunction(formulas, always)
      const steps = plain.map(({ variable, decides }): Step => {
        const meets = formulas.variable(variable)
        const when = formulas.and(undecided.all, meets)
        undecided.add(decides ? formulas.not(meets) : always)
        return { when, meets, does: '', ...(decides ? {} : { property: 'mark' }) }
      })
      const wanted = steps.filter((_, at) => plain[at]?.isWanted)
      const found = comingTo(formulas, steps, wanted)
      for (const row of rows) {
        const isComing = comes(plain, row)
        expect(holds(formulas, found, row)).toBe(isComing)
        // Each step by itself is told in another way, which has to say the same.
        expect(wanted.some(({ when }) => holds(formulas, when, row))).toBe(isComing)
        const isDecided = plain.some(({ variable, decides }) => decides && row[variable] === true)
        expect(holds(formulas, undecided.all, row)).toBe(!isDecided)
        seen[isComing ? 'yes' : 'no']++
      }
    }),
    { numRuns: 200 },
  )
  expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(200)
})
