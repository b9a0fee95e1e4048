import { tableOf } from '../../source/table.ts'
import type { Condition } from '../../model/policy/criteria.ts'
import { operandsOf, propertiesOf, walk } from '../check/walk.ts'
import { printProperty } from '../criteria/print.ts'
import { elementOf, typeOfProperty, type ValueType } from '../criteria/types.ts'
import type { Value } from '../evaluate/compare.ts'
import type { Request } from '../evaluate/decision.ts'
import type { Side } from '../reason/side.ts'

/**
 * An example with a value for everything else that a policy and the criteria of a question read. Any will do, since an example says all that matters;
 * the evaluator, which is told nothing of that, would leave the decision open.
 */
export function completed(example: Request, criteria: readonly Condition[], { policy, vocabulary }: Side): Request {
  const request = new Map(example)
  const own = new Set(policy.properties.map(({ name }) => name))
  const operands = criteria.flatMap(operandsOf)
  const asked = operands.flatMap((operand) => (operand.kind === 'property' ? [operand.use] : []))
  for (const use of [...asked, ...walk(policy.ruleSets).flatMap(propertiesOf)]) {
    if (own.has(use.name) || isConversion(use.name)) continue
    const written = printProperty(use, vocabulary)
    const value = anyOf(typeOfProperty(use.name, vocabulary))
    if (value !== undefined && !request.has(written)) request.set(written, value)
  }
  return request
}

/** What is converted is read by itself. */
function isConversion(name: string): boolean {
  return name.endsWith('.ToString')
}

/** A value of each type; the address is one that documents use. */
const values = tableOf<Value>({ string: '', number: 0, boolean: false, ip: '192.0.2.1' })

function anyOf(type: ValueType): Value | undefined {
  return elementOf(type) === undefined ? values.get(type ?? '') : []
}
