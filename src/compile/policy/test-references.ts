import type { Value } from '../../policy/evaluate/compare.ts'
import { literalProblem } from '../../policy/criteria/types.ts'
import { userDefined, type Vocabulary } from '../../policy/vocabulary.ts'
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

/** What tests may name. */
interface Known {
  readonly topology: RegionTopology
  /** The words of the policy language with the properties that the policy defines itself. */
  readonly vocabulary: Vocabulary
  /** Whether it has all of these. */
  readonly isWhole: boolean
}

/**
 * Names in tests of a policy that lead nowhere, and values that a property cannot have: a test that is asked at fewer nodes than
 * it names, or of what no rule reads, holds and proves nothing.
 */
export function testReferences(files: readonly TestFile[], known: Known): readonly Diagnostic[] {
  return files.flatMap(({ file, content }) => {
    const { value = [], diagnostics } = readTestFile(content, file, known.vocabulary)
    return [...diagnostics, ...value.flatMap((test) => [...inTest(test, known)])]
  })
}

function* inTest(test: PolicyTest, known: Known): Iterable<Diagnostic> {
  const { place, request, expect } = test
  const { nodes, regions } = known.topology
  for (const [index, text] of test.regions.entries())
    if (!regions.some(({ name }) => name === text))
      yield unknownRegion({ text, place: valueBelow(place, ['regions', index]) }, regions)
  const names = nodes.map(({ name }) => name)
  for (const [index, name] of test.nodes.entries())
    if (!names.some((one) => one === name)) yield unknownNode(name, names, valueBelow(place, ['nodes', index]))
  for (const [name, value] of request) yield* inRequest(name, value, place, known)
  for (const name of expect.properties.keys())
    if (!isKnown(name, known)) yield unknownProperty(name, keyBelow(place, ['expect', 'properties', name]), known)
}

function* inRequest(name: string, value: Value, place: Place, known: Known): Iterable<Diagnostic> {
  if (!isKnown(name, known)) yield unknownProperty(name, keyBelow(place, ['request', name]), known)
  const type = known.vocabulary.byName('properties', name)?.type
  const message = typeof value === 'string' && type !== undefined ? literalProblem(type, value) : undefined
  if (message === undefined) return
  const help = `${name} is of type ${type}; write a value that it can have`
  yield { code: 'POL-TYPE', severity: 'error', message, place: valueBelow(place, ['request', name]), help }
}

function isKnown(name: string, { vocabulary, isWhole }: Known): boolean {
  if (!isWhole && name.startsWith(userDefined)) return true
  return vocabulary.byName('properties', name) !== undefined || vocabulary.byId('properties', name) !== undefined
}

function unknownNode(name: string, names: readonly string[], place: Place): Diagnostic {
  const help = didYouMean(name, names)?.help ?? 'correct the name, or declare the node in its location'
  return { code: 'REF-NODE', severity: 'error', message: `there is no node "${name}"`, place, help }
}

function unknownProperty(name: string, place: Place, { vocabulary }: Known): Diagnostic {
  const names = vocabulary.words('properties').map((word) => word.name)
  const help = didYouMean(name, names)?.help ?? 'write the name that criteria have'
  return { code: 'POL-UNKNOWN-PROPERTY', severity: 'error', message: `"${name}" is not a property`, place, help }
}
