// Edits of a long list, in a process of its own: prints milliseconds of processor time by the number of entries as JSON.
import { listEdits } from '../src/plan/list-edits.ts'
import { seeded } from './random.ts'

/** Of how many entries one is taken away, replaced or put before. */
const ONE_IN = 100

function costOf(size: number): number {
  const random = seeded(7)
  const before = Array.from({ length: size }, (_, index) => ({ value: `host-${index}.example.com`, description: '' }))
  const after = before.flatMap((entry, index) => {
    if (random() > 1 / ONE_IN) return [entry]
    const other = { value: `other-${index}.example.com`, description: '' }
    return index % 3 === 0 ? [] : index % 3 === 1 ? [other] : [other, entry]
  })
  const changed = before.length + after.length
  listEdits(before, after)
  const start = process.cpuUsage()
  const edits = listEdits(before, after)
  const { user, system } = process.cpuUsage(start)
  if (edits.length === 0 || edits.length > changed / 10)
    throw new Error(`${edits.length} edits are not what was changed`)
  return (user + system) / 1000
}

process.stdout.write(JSON.stringify(Object.fromEntries([10_000, 100_000].map((size) => [size, costOf(size)]))))
