import { expect, test } from 'vitest'
import { literalProblem } from '../../src/policy/criteria/types.ts'
import { Bounds } from '../../src/policy/evaluate/bounds.ts'
import { comparisonOf, positiveOf } from '../../src/policy/evaluate/compare.ts'
import { Lookup } from '../../src/policy/evaluate/lookup.ts'
import { askingOf } from '../../src/policy/reason/values-of.ts'

/** A dialect of the repository may call types and operators as it likes. */
test.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf'])(
  'what every object inherits is neither an operator nor a type that is known: %s',
  (word) => {
    expect(comparisonOf(word)('a', 'a')).toEqual({ question: `what does the operator "${word}" do?` })
    expect(positiveOf(word)).toBeUndefined()
    expect(new Lookup().add(0, word, ['a'])).toBe(false)
    expect(new Bounds().add('a', () => 1, word, '1')).toBeUndefined()
    for (const type of ['string', 'ip', 'number', 'stringlist'])
      expect(askingOf(word, { type, asText: false, range: {} })).toBeUndefined()
    expect(literalProblem(word, 'a')).toBeUndefined()
  },
)
