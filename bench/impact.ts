// What a change of a large policy does to requests, in a process of its own: prints seconds of processor time of each change
// by the number of rules as JSON. Its argument is how often.
import { largePolicy, withOneEntryMore } from './large-policy.ts'
import { changeOf, changes, cost, sizes, vocabulary } from './policy-change.ts'

/**
 * How often each size is measured, the smallest four times as often: the least counts, so that what else the machine does
 * counts little, and a short measurement is easily disturbed.
 */
const ROUNDS = Number(process.argv[2])

/** Two sizes tell growth as well, if less surely; the middle takes a third of a short measurement. */
const measured = ROUNDS > 1 ? sizes : sizes.filter((_, index) => index === 0 || index === sizes.length - 1)

const figures = new Map<string, Map<number, number>>(Object.keys(changes).map((change) => [change, new Map()]))
for (const [index, size] of measured.entries()) {
  const policy = largePolicy(size, vocabulary)
  const rules = size.ruleSets * size.rulesEach
  // In turn, so that a machine that slows down slows both.
  for (let round = 0; round < (index === 0 ? 4 : 1) * ROUNDS; round++)
    for (const [change, entry] of Object.entries(changes)) {
      const other = withOneEntryMore(policy, entry)
      const { seconds, result } = cost(() => changeOf(policy, other))
      if (result.classes.length === 0 || result.open.length > 0) throw new Error(`${change}: nothing was found out`)
      const own = figures.get(change)
      own?.set(rules, Math.min(seconds, own.get(rules) ?? seconds))
    }
}
process.stdout.write(JSON.stringify(Object.fromEntries([...figures].map(([name, own]) => [name, [...own]]))))
