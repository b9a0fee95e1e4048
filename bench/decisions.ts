import { readFileSync } from 'node:fs'
import { vocabularyFrom } from '../src/compile/policy/vocabulary.ts'
import { parseDialect } from '../src/dialect/parse-dialect.ts'
import { parseCriteria } from '../src/policy/criteria/parse.ts'
import { findRequests } from '../src/policy/find/find-requests.ts'
import type { Question } from '../src/policy/find/question.ts'
import { impactOf } from '../src/policy/impact/impact.ts'
import { letThrough } from '../src/policy/reason/run.ts'
import type { Side, SideName } from '../src/policy/reason/side.ts'
import { Evaluator } from '../src/policy/evaluate/evaluator.ts'
import { withOwnProperties } from '../src/policy/vocabulary.ts'
import { largePolicy, promised, requestsFor, withOneEntryMore, type PolicySize } from './large-policy.ts'

const file = 'schema/dialects/web-gateway.json'
const dialect = parseDialect(JSON.parse(readFileSync(file, 'utf8')), file).value
if (dialect === undefined) throw new Error(`${file} is broken`)
const vocabulary = withOwnProperties(vocabularyFrom(dialect.policy), [{ name: 'User-Defined.Mark', type: 'string' }])

/** Entries that are added to a list of hosts: one that no other list has to do with, and one that meets most of them. */
const changes = [
  ['one more entry in one list', '*.new.example'],
  ['one that overlaps those of most lists', '*.example'],
] as const

/** What it costs in seconds of processor time, with what came of it. */
function cost<Result>(run: () => Result): { readonly seconds: number; readonly result: Result } {
  const before = process.cpuUsage()
  const result = run()
  const { user, system } = process.cpuUsage(before)
  return { seconds: (user + system) / 1e6, result }
}

function line(words: string, value: string): void {
  process.stdout.write(`${words.padEnd(58)} ${value.padStart(14)}\n`)
}

function measure(size: PolicySize): void {
  const policy = largePolicy(size, vocabulary)
  const rules = size.ruleSets * size.rulesEach
  const entries = size.lists * size.entriesEach
  process.stdout.write(`\n${size.ruleSets} rule sets, ${rules} rules, ${entries} entries of lists\n`)
  const requests = requestsFor(size, 20_000)
  const { seconds: load, result: evaluator } = cost(() => {
    const made = new Evaluator(policy, vocabulary)
    made.decide(requests[0] ?? new Map(), 'request')
    return made
  })
  line('evaluator: making it ready, seconds', load.toFixed(2))
  const decide = (): Map<string, number> => {
    const outcomes = new Map<string, number>()
    for (const request of requests) {
      const { kind } = evaluator.decide(request, 'request').outcome
      outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1)
    }
    return outcomes
  }
  decide()
  const rounds = Array.from({ length: 5 }, () => cost(decide))
  const best = Math.min(...rounds.map(({ seconds }) => seconds))
  line('evaluator: decisions a second of processor time', Math.round(requests.length / best).toLocaleString('en'))
  line('  of these', [...(rounds[0]?.result ?? [])].map(([kind, count]) => `${kind} ${count}`).join(', '))
  const given = new Map()
  const compare = (other: typeof policy): ReturnType<typeof cost<ReturnType<typeof impactOf>>> =>
    cost(() =>
      impactOf(
        { name: 'before', policy, vocabulary, given },
        { name: 'after', policy: other, vocabulary, given },
        { audiences: [] },
      ),
    )
  for (const [words, entry] of changes) {
    const { seconds, result } = compare(withOneEntryMore(policy, entry))
    line(`impact: ${words}, seconds`, seconds.toFixed(2))
    line('  classes, not decided', `${result.classes.length}, ${result.open.length}`)
  }
  line('impact: nothing changed, seconds', compare({ ...policy, lists: [...policy.lists] }).seconds.toFixed(2))
  const at = (name: SideName, region: number): Side => {
    const nodes = { kind: 'text', values: [`gw-${region}-1`] } as const
    return { name, policy, vocabulary, given: new Map([['System.HostName', nodes]]) }
  }
  const host = parseCriteria('URL.Host equals "www.site123.example"', vocabulary).value ?? []
  const ask = (words: string, question: Pick<Question, 'before' | 'after' | 'criteria'>): void => {
    const { seconds, result } = cost(() => findRequests({ cycle: 'request', empty: [], ...question }))
    line(`find: ${words}, seconds`, seconds.toFixed(2))
    line('  ways, certain', `${result.classes.length}, ${result.classes.filter((one) => one.isCertain).length}`)
  }
  ask('which rules decide a host', { before: { side: at('before', 1) }, criteria: [{ always: false, terms: host }] })
  ask('blocked here and allowed there', {
    before: { side: at('before', 1), action: 'Block' },
    after: { side: at('after', 2), action: letThrough },
    criteria: [],
  })
}

// How fast this machine is just now: what is promised is for one that nobody else uses.
const texts = new Map(Array.from({ length: 100_000 }, (_, at) => [`host${at}.example`, at]))
const asked = Array.from({ length: 1_000_000 }, (_, at) => `host${(at * 7_919) % 200_000}.example`)
line(
  'yardstick: a million look-ups in a map, seconds',
  cost(() => asked.filter((text) => texts.has(text))).seconds.toFixed(2),
)
measure({ ...promised, ruleSets: promised.ruleSets / 5, lists: promised.lists / 5 })
measure(promised)
