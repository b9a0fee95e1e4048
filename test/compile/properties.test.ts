import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { emitCluster } from '../../src/compile/emit/emit.ts'
import { hasErrors } from '../../src/source/diagnostic.ts'
import { shippedVocabulary } from '../policy/vocabulary.ts'
import { build, clusterFiles, rawFile } from './support.ts'

const vocabulary = shippedVocabulary()

const texts = Object.entries(clusterFiles('three-site')).map(
  ([path, text]) => [`clusters/three-site/${path}`, text] as const,
)

/** The value with the keys of every map in another order; lists keep theirs, because it means something. */
function shuffled(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => shuffled(item, seed + 1))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner], index) => ({
    key,
    inner: shuffled(inner, seed + index),
    weight: Math.imul(seed + index + 1, 2654435761) >>> 0,
  }))
  return Object.fromEntries(entries.toSorted((a, b) => a.weight - b.weight).map(({ key, inner }) => [key, inner]))
}

// The order of a rule's parameters is kept on purpose: they reach the rule set in the order they are written.
test('the order of keys and files does not matter', () => {
  const expected = build(
    texts.map(([path, text]) => rawFile(path, text)),
    [],
  )
  const artifacts = emitCluster(expected.cluster, 'clusters', vocabulary)
  fc.assert(
    fc.property(fc.nat(), fc.shuffledSubarray([...texts], { minLength: texts.length }), (seed, order) => {
      const files = order.map(([path, text]) =>
        rawFile(path, path.includes('/policy/') ? text : stringify(shuffled(parse(text), seed))),
      )
      const built = build(files, [])
      expect(built.diagnostics.map(({ code }) => code)).toEqual(expected.diagnostics.map(({ code }) => code))
      expect(emitCluster(built.cluster, 'clusters', vocabulary)).toEqual(artifacts)
    }),
    { numRuns: 15 },
  )
})

/** Pieces that mean something in YAML or to the front end. */
const PIECE = fc.oneof(
  fc.constantFrom(
    ...': |- |\n|\n  |- |{|}|[|]|&a|*a|"|\'|#|null|true|~|!!str |---\n|\t|<<: *a|{1..9}|{9..1}|env:X|127.0.0.1|0x1F|.inf|\u0000|\u202e|\ufeff|__proto__|constructor|nodes:|transit: true|template: x|groups: {network: []}|uuid:'.split(
      '|',
    ),
  ),
  fc.string({ maxLength: 6 }),
)

test('no damaged file ends in anything but diagnostics that can be shown', () => {
  const damage = fc.record({
    file: fc.nat({ max: texts.length - 1 }),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat({ max: 30 }),
    piece: PIECE,
  })
  let accepted = 0
  let refused = 0
  fc.assert(
    fc.property(fc.array(damage, { maxLength: 3 }), (damages) => {
      const damaged = texts.map(([path, text], index) => {
        const own = damages.filter(({ file }) => file === index)
        return rawFile(
          path,
          own.reduce((current, { at, cut, piece }) => {
            const start = Math.floor(at * current.length)
            return current.slice(0, start) + piece + current.slice(start + cut)
          }, text),
        )
      })
      const { located, diagnostics } = build(damaged, [])
      for (const { span } of located) {
        expect(span.start.line).toBeGreaterThan(0)
        expect(span.start.column).toBeGreaterThan(0)
        expect(span.end.line).toBeGreaterThanOrEqual(span.start.line)
      }
      if (hasErrors(diagnostics)) refused++
      else accepted++
    }),
    { numRuns: 50 },
  )
  // Damage that always breaks everything, or never anything, would prove little.
  expect(accepted).toBeGreaterThan(0)
  expect(refused).toBeGreaterThan(0)
})
