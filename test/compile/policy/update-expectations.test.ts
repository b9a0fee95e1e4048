import { expect, test } from 'vitest'
import { readTestFile, runTest } from '../../../src/compile/policy/policy-test.ts'
import { updatedExpectations } from '../../../src/compile/policy/update-expectations.ts'
import { editFiles } from '../../../src/compile/fix/edit-files.ts'
import { parse } from '../../../src/compile/yaml/parse.ts'
import { Evaluator } from '../../../src/policy/evaluate/evaluator.ts'
import { shippedVocabulary } from '../../policy/vocabulary.ts'
import { build, exampleFiles, rawFile } from '../support.ts'

const vocabulary = shippedVocabulary()
const { cluster } = build(exampleFiles({ base: 'three-site', files: {} }))
const evaluator = new Evaluator(cluster.policy, vocabulary)
const path = 'tests/a.yaml'

/** The text of a test file after an update, and what was not updated. */
const update = (text: string): { readonly text: string; readonly refused: readonly string[] } => {
  const tests = readTestFile(parse({ path, text }).value, path, vocabulary).value ?? []
  const updates = updatedExpectations(tests.flatMap((one) => runTest(one, evaluator, cluster)))
  const edits = updates.flatMap((one) => ('edits' in one ? one.edits : []))
  const [file] = editFiles([rawFile(path, text)], edits) ?? []
  if (file === undefined || !('bytes' in file)) throw new Error('the text cannot be edited')
  return {
    text: new TextDecoder().decode(file.bytes),
    refused: updates.flatMap((one) => ('refused' in one ? [one.refused] : [])),
  }
}
const file = (expected: string, regions = '[emea]', request = '{ user: kim, URL.Host: www.malware.example }'): string =>
  `# Why\nformat: 1\ntests:\n  - name: A # who\n    regions: ${regions}\n    request: ${request}\n    expect: ${expected}\n`

test.each([
  ['{ action: let through } # so far', '{ action: Block } # so far'],
  ['{}', '{ action: Block, rule: Malware and phishing }'],
  ['{ rule: Gambling }', '{ rule: Malware and phishing }'],
  ['{ action: Block }', '{ action: Block }'],
  ['\n      # why\n      action: Redirect # how', '\n      # why\n      action: Block # how'],
])('%j becomes %j, and everything around it stays', (before, after) =>
  expect(update(file(before))).toEqual({ text: file(after), refused: [] }),
)

test('a rule that decides no more goes, and that nothing decides is said instead', () => {
  const request =
    '{ user: kim, URL.Host: www.health.example, BytesFromClient: 0, Quota.Coaching.SessionExceeded: false }'
  const { text, refused } = update(
    file('{ rule: Gambling, properties: { User-Defined.InspectTls: "yes" } }', '[emea]', request),
  )
  expect(refused).toEqual([])
  const [after] = readTestFile(parse({ path, text }).value, path, vocabulary).value ?? []
  expect(after?.expect).toEqual({ action: 'let through', properties: new Map([['User-Defined.InspectTls', 'no']]) })
  expect(runTest(after!, evaluator, cluster).every(({ differences }) => differences.length === 0)).toBe(true)
})

test('what is open, or differs between nodes, is never written down as what is expected', () => {
  const open = file('{ action: Block }', '[emea]', '{ user: kim }')
  expect(update(open)).toEqual({
    text: open,
    refused: [expect.stringMatching(/^at .*, the decision is open: what is URL/)],
  })
  const transfer = '{ user: kim, URL.Host: transfer.example, BytesFromClient: 100 }'
  const apart = file('{ action: Redirect }', '[apac, emea]', transfer)
  expect(update(apart)).toEqual({
    text: apart,
    refused: [
      expect.stringMatching(
        /^the decision is action "let through" at \S+ and action "Block" at \S+: write a test for each$/,
      ),
    ],
  })
  const unknown = file('{ properties: { User-Defined.Other: x } }')
  expect(update(unknown)).toEqual({
    text: unknown,
    refused: [expect.stringContaining('no text that is known is set as User-Defined.Other')],
  })
})
