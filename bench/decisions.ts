import { parseCriteria } from '../src/policy/criteria/parse.ts'
import { findRequests } from '../src/policy/find/find-requests.ts'
import type { Question } from '../src/policy/find/question.ts'
import { letThrough } from '../src/policy/reason/run.ts'
import type { Side, SideName } from '../src/policy/reason/side.ts'
import { Evaluator } from '../src/policy/evaluate/evaluator.ts'
import { exponentOf } from './exponent.ts'
import { largePolicy, requestsFor, withOneEntryMore, type PolicySize } from './large-policy.ts'
import { changeOf, changes, cost, sizes, vocabulary } from './policy-change.ts'

function line(words: string, value: string): void {
  process.stdout.write(`${words.padEnd(58)} ${value.padStart(14)}\n`)
}

/** What grows with the policy, by what it is: seconds by the number of rules. */
const growing = new Map<string, [rules: number, seconds: number][]>()

function measure(size: PolicySize): void {
  const policy = largePolicy(size, vocabulary)
  const rules = size.ruleSets * size.rulesEach
  const entries = size.lists * size.entriesEach
  const told = (words: string, seconds: number): void => {
    line(`${words}, seconds`, seconds.toFixed(2))
    growing.set(words, [...(growing.get(words) ?? []), [rules, seconds]])
  }
  process.stdout.write(`\n${size.ruleSets} rule sets, ${rules} rules, ${entries} entries of lists\n`)
  const requests = requestsFor(size, 20_000)
  const { seconds: load, result: evaluator } = cost(() => {
    const made = new Evaluator(policy, vocabulary)
    made.decide(requests[0] ?? new Map(), 'request')
    return made
  })
  told('evaluator: making it ready', load)
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
  for (const [words, entry] of Object.entries(changes)) {
    const other = withOneEntryMore(policy, entry)
    const { seconds, result } = cost(() => changeOf(policy, other))
    told(`impact: ${words}`, seconds)
    line('  classes, not decided', `${result.classes.length}, ${result.open.length}`)
  }
  const same = { ...policy, lists: [...policy.lists] }
  told('impact: nothing changed', cost(() => changeOf(policy, same)).seconds)
  const at = (name: SideName, region: number): Side => {
    const nodes = { kind: 'text', values: [`gw-${region}-1`] } as const
    return { name, policy, vocabulary, given: new Map([['System.HostName', nodes]]) }
  }
  const host = parseCriteria('URL.Host equals "www.site123.example"', vocabulary).value ?? []
  const ask = (words: string, question: Pick<Question, 'before' | 'after' | 'criteria'>): void => {
    const { seconds, result } = cost(() => findRequests({ cycle: 'request', empty: [], ...question }))
    told(`find: ${words}`, seconds)
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
for (const size of sizes) measure(size)
process.stdout.write('\nhow they grow with the number of rules and of entries: 1 is linear\n')
for (const [words, figures] of growing) line(`${words}, exponent`, exponentOf(figures).toFixed(2))
