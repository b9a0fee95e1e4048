import type { Value } from '../../policy/evaluate/compare.ts'
import { literalProblem } from '../../policy/criteria/types.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { keyBelow, valueBelow, type Place } from '../../source/place.ts'
import { didYouMean } from '../../source/suggest.ts'
import { readTestFile, type PolicyTest } from './policy-test.ts'
import type { RegionTopology } from './region-nodes.ts'
import { unknownRegion } from './unknown-region.ts'

/** A file below `tests/` that its schema accepts. */
interface TestFile {
  readonly file: string
  readonly content: unknown
}

/**
 * Names in tests of a policy that lead nowhere, and values that a property cannot have: a test that is asked at fewer nodes than
 * it names, or of what no rule reads, holds and proves nothing.
 */
export function testReferences(
  files: readonly TestFile[],
  topology: RegionTopology,
  vocabulary: Vocabulary,
): readonly Diagnostic[] {
  return files.flatMap(({ file, content }) => {
    const { value = [], diagnostics } = readTestFile(content, file, vocabulary)
    return [...diagnostics, ...value.flatMap((test) => [...inTest(test, topology, vocabulary)])]
  })
}

function* inTest(test: PolicyTest, { nodes, regions }: RegionTopology, vocabulary: Vocabulary): Iterable<Diagnostic> {
  const { place, request, expect } = test
  for (const [index, text] of test.regions.entries())
    if (!regions.some(({ name }) => name === text))
      yield unknownRegion({ text, place: valueBelow(place, ['regions', index]) }, regions)
  const names = nodes.map(({ name }) => name)
  for (const [index, name] of test.nodes.entries())
    if (!names.some((known) => known === name)) yield unknownNode(name, names, valueBelow(place, ['nodes', index]))
  for (const [name, value] of request) yield* inRequest(name, value, place, vocabulary)
  for (const name of expect.properties.keys())
    if (!isKnown(name, vocabulary))
      yield unknownProperty(name, keyBelow(place, ['expect', 'properties', name]), vocabulary)
}

function* inRequest(name: string, value: Value, place: Place, vocabulary: Vocabulary): Iterable<Diagnostic> {
  if (!isKnown(name, vocabulary)) yield unknownProperty(name, keyBelow(place, ['request', name]), vocabulary)
  const type = vocabulary.byName('properties', name)?.type
  const message = typeof value === 'string' && type !== undefined ? literalProblem(type, value) : undefined
  if (message === undefined) return
  const help = `${name} is of type ${type}; write a value that it can have`
  yield { code: 'POL-TYPE', severity: 'error', message, place: valueBelow(place, ['request', name]), help }
}

function isKnown(name: string, vocabulary: Vocabulary): boolean {
  return vocabulary.byName('properties', name) !== undefined || vocabulary.byId('properties', name) !== undefined
}

function unknownNode(name: string, names: readonly string[], place: Place): Diagnostic {
  const help = didYouMean(name, names)?.help ?? 'correct the name, or declare the node in its location'
  return { code: 'REF-NODE', severity: 'error', message: `there is no node "${name}"`, place, help }
}

function unknownProperty(name: string, place: Place, vocabulary: Vocabulary): Diagnostic {
  const known = vocabulary.words('properties').map((word) => word.name)
  const help = didYouMean(name, known)?.help ?? 'write the name that criteria have'
  return { code: 'POL-UNKNOWN-PROPERTY', severity: 'error', message: `"${name}" is not a property`, place, help }
}
