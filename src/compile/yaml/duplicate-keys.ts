import type { Document, YAMLError } from 'yaml'
import { yaml } from '../libraries/yaml.ts'

/**
 * The keys that their map has already, as `yaml` itself would report them: it compares each key with all before it, which takes
 * minutes where a map has a hundred thousand.
 */
export function duplicateKeys(document: Document.Parsed): readonly YAMLError[] {
  const { isPair, isScalar, visit, YAMLParseError } = yaml()
  const found: YAMLError[] = []
  visit(document, {
    Map: (_key, { items }) => {
      const seen = new Set<unknown>()
      for (const item of items) {
        if (!isPair(item) || !isScalar(item.key) || !item.key.range) continue
        const [start] = item.key.range
        if (seen.has(item.key.value))
          found.push(new YAMLParseError([start, start + 1], 'DUPLICATE_KEY', 'Map keys must be unique'))
        seen.add(item.key.value)
      }
    },
  })
  return found
}
