import { checked, failed, type Checked } from '../../source/checked.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import { sequenceOf, startReading } from '../../source/fields.ts'
import { valueBelow, type DocumentPath, type GivenText, type Place } from '../../source/place.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { offsetsIn } from '../yaml/locate.ts'
import { parse } from '../yaml/parse.ts'
import { filled, unfilled } from './fill-tokens.ts'
import { movePlaces } from './move-places.ts'
import type { RuleSetSource, TemplateCall, WrittenText } from './policy-source.ts'
import { readRuleSet } from './read-rule-set.ts'
import { expandTraced } from './template.ts'
import { templateValueProblems, unreadValues } from './template-values.ts'

/** Most calls of templates for one policy: templates that each ask twice for the next one would never end. */
const MOST_CALLS = 10_000

/** Puts the rule sets that templates write where they are asked for; templates may ask for other templates. */
export function expandRuleSets(
  ruleSets: readonly RuleSetSource[],
  templates: ReadonlyMap<string, SourceFile>,
  report: (found: Diagnostic) => void,
  asking: readonly string[] = [],
  calls = { count: 0 },
): readonly RuleSetSource[] {
  return ruleSets.flatMap((one): readonly RuleSetSource[] => {
    if (one.call === undefined)
      return [{ ...one, ruleSets: expandRuleSets(one.ruleSets, templates, report, asking, calls) }]
    const { template } = one.call
    calls.count += 1
    if (calls.count === MOST_CALLS + 1) report(tooOften(template))
    if (calls.count > MOST_CALLS) return []
    const file = templates.get(template.text)
    if (file === undefined || asking.includes(template.text)) {
      report(file === undefined ? noTemplate(template, templates) : inCircle(template, asking))
      return []
    }
    const { value, diagnostics } = judged(file, one.call, one.place)
    for (const found of diagnostics) report(found)
    return expandRuleSets(value ?? [], templates, report, [...asking, template.text], calls)
  })
}

/** What one call of a template writes, if its values are what the template takes. */
function judged(file: SourceFile, call: TemplateCall, place: Place): Checked<readonly RuleSetSource[]> {
  const given = { values: call.values, place }
  const problems = templateValueProblems(file, given)
  if (problems.length > 0) return failed(problems)
  const { value, diagnostics } = written(file, call, [...textsIn(call.values, valueBelow(place, ['values']))])
  return { value, diagnostics: value === undefined ? diagnostics : [...diagnostics, ...unreadValues(file, given)] }
}

/** The rule sets that one call of a template writes; their places are in the template. */
function written(
  file: SourceFile,
  { template, values }: TemplateCall,
  given: readonly GivenText[],
): Checked<readonly RuleSetSource[]> {
  const expanded = expandTraced(file, values, template.place)
  if (expanded.value === undefined) return failed(expanded.diagnostics)
  const { text, texts, sourceOf } = expanded.value
  const output = { path: `${file.path} (expanded)`, text }
  const offsets = offsetsIn(text)
  const inTemplate = (place: Place): Place => {
    if (place.file !== output.path) return place
    const [start, end] = offsets(place)
    // What is written by a value ends where the statement begins that wrote it.
    const from = sourceOf(start)
    return {
      kind: 'range',
      file: file.path,
      start: from,
      end: Math.max(sourceOf(Math.max(end - 1, 0)), from) + 1,
      calledAt: template.place,
      ...(given.length === 0 ? {} : { given }),
    }
  }
  const moved = (found: Diagnostic): Diagnostic => ({ ...found, place: inTemplate(found.place) })
  const parsed = parse(output)
  if (parsed.value === undefined) return failed(parsed.diagnostics.map(moved))
  const at = startReading(output.path)
  const read = sequenceOf(readRuleSet)(filled(parsed.value, texts), at)
  if (read === undefined || hasErrors(at.problems)) return failed(at.problems.map(moved))
  const narrow = ({ place }: WrittenText, start: number, end: number): Place => {
    if (place.kind !== 'node') return inTemplate(place)
    const before = textAt(parsed.value, place.path)
    const key = place.path.findLast((step) => typeof step === 'string') ?? ''
    const [first, last] = [start, end].map((offset) => unfilled(before, texts, String(key), offset))
    return inTemplate({ ...place, within: { start: first ?? 0, end: last ?? 0 } })
  }
  return checked(
    read.map((one) => movePlaces(one, inTemplate, narrow)),
    at.problems.map(moved),
  )
}

/** The texts in a value, where it stands in a file of its own. */
function* textsIn(value: unknown, place: Place): Generator<GivenText> {
  if (place.kind !== 'node' || value === null) return
  if (typeof value === 'string') yield { text: value, place }
  else if (Array.isArray(value))
    for (const [at, inner] of value.entries()) yield* textsIn(inner, valueBelow(place, [at]))
  else if (typeof value === 'object')
    for (const [key, inner] of Object.entries(value)) yield* textsIn(inner, valueBelow(place, [key]))
}

function textAt(value: unknown, path: DocumentPath): string {
  let found = value
  for (const step of path) {
    const fields: Readonly<Record<string, unknown>> = typeof found === 'object' && found !== null ? { ...found } : {}
    found = fields[String(step)]
  }
  return typeof found === 'string' ? found : ''
}

function noTemplate({ text, place }: WrittenText, templates: ReadonlyMap<string, SourceFile>): Diagnostic {
  return {
    code: 'POL-NO-TEMPLATE',
    severity: 'error',
    message: `there is no template "${text}"`,
    place,
    help: `templates: ${[...templates.keys()].toSorted().join(', ')}`,
  }
}

function tooOften({ place }: WrittenText): Diagnostic {
  return {
    code: 'POL-TEMPLATE',
    severity: 'error',
    message: `templates are asked for more than ${MOST_CALLS} times`,
    place,
    help: 'let a template write more rule sets at once, and ask for fewer others',
  }
}

function inCircle({ text, place }: WrittenText, asking: readonly string[]): Diagnostic {
  return {
    code: 'POL-TEMPLATE-CIRCLE',
    severity: 'error',
    message: `the template "${text}" asks for itself: ${[...asking, text].join(', ')}`,
    place,
    help: 'a template may ask for others, and none of them for it',
  }
}
