import type { Document } from 'yaml'
import { yaml } from '../libraries/yaml.ts'

/** Keys that their map has already, one after the other: several of them are most likely those of a map without its own key. */
export interface RepeatedKeys {
  readonly code: 'DUPLICATE_KEY'
  /** Where the first of them is. */
  readonly pos: readonly [number, number]
  readonly message: string
  /** Where the key is that the first of them repeats. */
  readonly before: number
  /** Where the others begin. */
  readonly others: readonly number[]
}

/**
 * The keys that their map has already, as `yaml` itself would report them: it compares each key with all before it, which takes
 * minutes where a map has a hundred thousand.
 */
export function duplicateKeys(document: Document.Parsed): readonly RepeatedKeys[] {
  const { isPair, isScalar, visit } = yaml()
  const found: RepeatedKeys[] = []
  visit(document, {
    Map: (_key, { items }) => {
      const seen = new Map<unknown, number>()
      let run: Run | undefined
      for (const item of items) {
        if (!isPair(item) || !isScalar(item.key) || !item.key.range) continue
        const { value, range } = item.key
        const before = seen.get(value)
        if (before === undefined) {
          run = undefined
        } else if (run === undefined || run.names.has(value)) {
          run = { names: new Set([value]), others: [] }
          found.push({
            code: 'DUPLICATE_KEY',
            pos: [range[0], range[0] + 1],
            message: 'Map keys must be unique',
            before,
            others: run.others,
          })
        } else {
          run.names.add(value)
          run.others.push(range[0])
        }
        seen.set(value, range[0])
      }
    },
  })
  return found
}

/** Different keys in a row that are there for the second time. */
interface Run {
  readonly names: Set<unknown>
  readonly others: number[]
}
