import { readFileSync } from 'node:fs'
import { vocabularyFrom } from '../src/compile/policy/vocabulary.ts'
import { parseDialect } from '../src/dialect/parse-dialect.ts'
import type { Policy } from '../src/model/policy/policy.ts'
import { impactOf } from '../src/policy/impact/impact.ts'
import type { Impact } from '../src/policy/impact/impact-class.ts'
import { withOwnProperties } from '../src/policy/vocabulary.ts'
import { promised, type PolicySize } from './large-policy.ts'

const file = 'schema/dialects/web-gateway.json'
const dialect = parseDialect(JSON.parse(readFileSync(file, 'utf8')), file).value
if (dialect === undefined) throw new Error(`${file} is broken`)

/** The words of the large policies. */
export const vocabulary = withOwnProperties(vocabularyFrom(dialect.policy), [
  { name: 'User-Defined.Mark', type: 'string' },
])

/** Sizes by which growth is told: a fifth, a half, and the one that the promise of speed is made for. */
export const sizes: readonly PolicySize[] = [5, 2, 1].map((part) => ({
  ...promised,
  ruleSets: promised.ruleSets / part,
  lists: promised.lists / part,
}))

/** Entries that are added to a list of hosts. */
export const changes = {
  'one more entry in one list': '*.new.example',
  'one that overlaps those of most lists': '*.example',
} as const

/** What a change of the large policy does to requests. */
export function changeOf(before: Policy, after: Policy): Impact {
  const given = new Map()
  return impactOf(
    { name: 'before', policy: before, vocabulary, given },
    { name: 'after', policy: after, vocabulary, given },
    { audiences: [] },
  )
}

/** What it costs in seconds of processor time, with what came of it. */
export function cost<Result>(run: () => Result): { readonly seconds: number; readonly result: Result } {
  const before = process.cpuUsage()
  const result = run()
  const { user, system } = process.cpuUsage(before)
  return { seconds: (user + system) / 1e6, result }
}
