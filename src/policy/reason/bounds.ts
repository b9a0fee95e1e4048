import { covers, type Pattern } from '../values/pattern.ts'
import { common, without, type Spans } from '../values/spans.ts'
import { TextSet } from '../values/text-set.ts'
import type { SpanValues, Subject, Values } from './atoms.ts'
import { always, never, type Diagram } from './diagram.ts'

/** Values that the requests which matter have for what is asked about; what is not named may have any. */
export interface Bounds {
  readonly subjects: ReadonlyMap<string, Subject>
  readonly texts: ReadonlyMap<string, readonly Pattern[]>
  readonly spans: ReadonlyMap<string, SpanValues>
}

/** No bounds at all. */
export const unbounded: Bounds = { subjects: new Map(), texts: new Map(), spans: new Map() }

/** The values of a question that matter within bounds; the answer itself where no request within them can give another. */
export function within(values: Values, subject: string, bounds: Bounds): Values | Diagram {
  switch (values.kind) {
    case 'text':
      return textsWithin(values.set, bounds.texts.get(subject))
    case 'address':
    case 'number':
      return spansWithin(values, bounds.spans.get(subject)?.spans)
    case 'element':
      return values.set.patterns.length === 0 && !values.outside ? never : values
    case 'boolean':
    case 'free':
    case 'assumption':
      return values
  }
}

function textsWithin(set: TextSet, bounds: readonly Pattern[] | undefined): Values | Diagram {
  if (bounds === undefined) return set.patterns.length === 0 ? never : { kind: 'text', set }
  const patterns = set.meeting(bounds)
  if (patterns.length === 0) return never
  const isSure = bounds.every((bound) => patterns.some((pattern) => covers(pattern, bound)))
  return isSure ? always : { kind: 'text', set: new TextSet(patterns) }
}

function spansWithin(values: SpanValues, bounds: Spans | undefined): Values | Diagram {
  const own = bounds === undefined ? values.spans : common(values.spans, bounds)
  // What no number of the property's range is stays a question, so that an example holds a number that says so.
  if (own.length === 0 && (bounds !== undefined || values.kind === 'address')) return never
  return bounds !== undefined && without(bounds, own).length === 0 ? always : { ...values, spans: own }
}
