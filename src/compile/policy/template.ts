import { checked, failed, type Checked } from '../../source/checked.ts'
import { hasMarks, marked, traced, type Traced } from './mark-template.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { Place } from '../../source/place.ts'
import { onceForEach } from '../../source/once-for-each.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { handlebars } from '../libraries/handlebars.ts'
import { boundLoops, boundText, refuseLong } from './template-bounds.ts'

/** A plain value that a template may show. */
export type TemplateValue =
  string | number | boolean | null | readonly TemplateValue[] | { readonly [key: string]: TemplateValue }

/** Makes a text safe inside the kind of file that is written; undefined when it cannot be put there at all. */
export type Escape = (text: string) => string | undefined

/**
 * Expands a template with plain values. A name that the values do not have is an error, helpers are the four built-in
 * block helpers, nothing of a prototype is reachable, and every text is escaped for the file before it is inserted.
 * Diagnostics point into the template and name the place that called it.
 */
export function expand(
  template: SourceFile,
  values: { readonly [key: string]: TemplateValue },
  escape: Escape,
  calledAt: Place,
): Checked<string> {
  const refused: string[] = []
  const safe = escapeAll(values, (text) => {
    const escaped = escape(text)
    if (escaped === undefined) refused.push(text)
    return escaped ?? ''
  })
  if (refused.length > 0) return failed(refused.map((text) => notWritable(template, text, calledAt)))
  return render(template, safe, calledAt, compiledPlain)
}

/**
 * Expands a template for a reader that wants to know where each character comes from: texts are inserted as tokens,
 * which `filled` replaces once the result has been read, so that no value changes how the result is understood.
 */
export function expandTraced(
  template: SourceFile,
  values: { readonly [key: string]: TemplateValue },
  calledAt: Place,
): Checked<Traced & { readonly texts: readonly string[] }> {
  if (hasMarks(template.text))
    return failed([broken(template, new Error('it has characters for private use'), calledAt)])
  const texts: string[] = []
  const safe = escapeAll(values, (text) => (text === '' ? '' : `\uE002${texts.push(text) - 1}\uE003`))
  if (texts.some(hasMarks)) return failed(texts.filter(hasMarks).map((text) => notWritable(template, text, calledAt)))
  const written = render(template, safe, calledAt, compiledTraced)
  if (written.value === undefined) return failed(written.diagnostics)
  return checked({ ...traced(written.value), texts })
}

function render(
  template: SourceFile,
  values: TemplateValue,
  calledAt: Place,
  compiled: (template: SourceFile) => Compiled,
): Checked<string> {
  const made = compiled(template)
  if ('error' in made) return failed([broken(template, made.error, calledAt)])
  try {
    return checked(
      made.expander(values, { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false, helpers: {} }),
    )
  } catch (error) {
    return failed([broken(template, error, calledAt)])
  }
}

type Expander = HandlebarsTemplateDelegate<TemplateValue>

/** What a template comes to: what expands it, or why nothing can. */
type Compiled = { readonly expander: Expander } | { readonly error: unknown }

/** Compiles templates in one way, each once: a system file is expanded for every node, a template of rules for every call. */
function compiler(
  prepare: (program: hbs.AST.Program, template: SourceFile) => string | hbs.AST.Program,
): (template: SourceFile) => Compiled {
  const compile = (template: SourceFile): Expander => {
    refuseLong(template.text)
    const program = handlebars().parse(template.text)
    refuseForeign(program)
    const environment = handlebars().create()
    const restart = boundLoops(environment)
    const made = environment.compile<TemplateValue>(prepare(program, template), {
      strict: true,
      noEscape: true,
      knownHelpersOnly: true,
      knownHelpers: { helperMissing: false, blockHelperMissing: false, lookup: false, log: false },
    })
    return (...given) => {
      restart()
      return boundText(made(...given))
    }
  }
  return onceForEach((template) => {
    try {
      return { expander: compile(template) }
    } catch (error) {
      return { error }
    }
  })
}

const compiledPlain = compiler((_program, { text }) => text)
const compiledTraced = compiler((program, { text }) => marked(program, text))

/** What a template may not have, at its place. */
class Foreign extends Error {
  readonly lineNumber: number
  readonly column: number
  constructor(message: string, at: { readonly line: number; readonly column: number }) {
    super(message)
    this.lineNumber = at.line
    this.column = at.column
  }
}

/** What calls parts of a template: where each of forty calls the next one twice, the last one is written for ever. */
const PARTS = new Set(['PartialStatement', 'PartialBlockStatement', 'Decorator', 'DecoratorBlock'])

/** Refuses names that every object inherits, which the template was not given, and parts, which it may not have. */
function refuseForeign(node: unknown): void {
  if (typeof node !== 'object' || node === null) return
  if (isPart(node)) throw new Foreign('it has a partial or a decorator', node.loc.start)
  if (isPath(node)) {
    const inherited = node.parts.find((part) => part in Object.prototype)
    if (inherited !== undefined) throw new Foreign(`"${inherited}" not defined`, node.loc.start)
  }
  for (const child of Object.values(node)) refuseForeign(child)
}

function isPart(node: object): node is hbs.AST.Statement {
  return 'type' in node && typeof node.type === 'string' && PARTS.has(node.type)
}

/** The names that a template reads, at whatever depth. */
export const namesRead = onceForEach((template: SourceFile): ReadonlySet<string> => {
  const names = new Set<string>()
  const collect = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    if (isPath(node)) for (const part of node.parts.slice(0, 1)) names.add(part)
    for (const child of Object.values(node)) collect(child)
  }
  collect(handlebars().parse(template.text))
  return names
})

function isPath(node: object): node is hbs.AST.PathExpression {
  return 'type' in node && node.type === 'PathExpression'
}

function escapeAll(value: TemplateValue, escape: (text: string) => string): TemplateValue {
  if (typeof value === 'string') return escape(value)
  if (Array.isArray(value)) return value.map((item: TemplateValue) => escapeAll(item, escape))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escapeAll(item, escape)]))
}

function notWritable(template: SourceFile, text: string, calledAt: Place): Diagnostic {
  return {
    code: 'POL-TEMPLATE-VALUE',
    severity: 'error',
    message: `${JSON.stringify(text)} cannot be written into a file made from "${template.path}"`,
    place: calledAt,
    help: 'use a text on one line, without control characters',
  }
}

function broken(template: SourceFile, error: unknown, calledAt: Place): Diagnostic {
  const { line, column } = positionOf(error)
  const start = offsetOf(template.text, line, column)
  return {
    code: 'POL-TEMPLATE',
    severity: 'error',
    message: explain(error),
    place: { kind: 'range', file: template.path, start, end: Math.min(start + 1, template.text.length), calledAt },
    help:
      error instanceof EvalError
        ? 'start Node without "--disallow-code-generation-from-strings", which NODE_OPTIONS may set: templates are made into functions'
        : 'give the value where the template is used, or correct the name in the template',
  }
}

function explain(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const missing = /^"(.*?)" not defined/.exec(text)
  if (missing?.[1] !== undefined) return `the template reads "${missing[1]}", which it is not given`
  const first = text.split('\n').find((line) => line !== '') ?? text
  return `the template cannot be expanded: ${first.replace(/ - \d+:\d+$/, '').toLowerCase()}`
}

function positionOf(error: unknown): { line: number; column: number } {
  const fields: { lineNumber?: unknown; column?: unknown } = typeof error === 'object' && error !== null ? error : {}
  const parsed = /on line (\d+)/.exec(error instanceof Error ? error.message : '')
  const line = typeof fields.lineNumber === 'number' ? fields.lineNumber : Number(parsed?.[1] ?? 1)
  return { line, column: typeof fields.column === 'number' ? fields.column : 0 }
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0
  for (let skipped = 1; skipped < line; skipped++) {
    const next = text.indexOf('\n', start)
    if (next < 0) break
    start = next + 1
  }
  return Math.min(start + column, text.length)
}
