import { FORMS } from '../../model/forms/forms.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { keyAt, valueAt, type DocumentPath, type Place } from '../../source/place.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { didYouMean, suggest } from '../../source/suggest.ts'
import { formProblem } from '../schema/form-problem.ts'
import { quoted } from '../wording/phrase.ts'
import { namesRead, type TemplateValue } from './template.ts'
import { shapeOf, WORDS, type Shape } from './template-shape.ts'

/** Values that a template is given, and where they are given. */
export interface Given {
  readonly values: { readonly [key: string]: TemplateValue }
  /** The map that has `template` and `values`. */
  readonly place: Place
}

/** What is wrong with the values that a template is given, where it says which it takes. */
export function templateValueProblems(template: SourceFile, given: Given): readonly Diagnostic[] {
  const shape = shapeOf(template)
  if (shape === undefined) return []
  return shape.value === undefined ? shape.diagnostics : new Judge(template, given).problems(shape.value, given.values)
}

/** Values that a template never reads: their names were misspelt, and what it writes instead is what it writes without them. */
export function unreadValues(template: SourceFile, given: Given): readonly Diagnostic[] {
  if (shapeOf(template) !== undefined) return []
  const names = namesRead(template)
  const judge = new Judge(template, given)
  return Object.keys(given.values).flatMap((key) => (names.has(key) ? [] : [judge.unknown([], key, [...names])]))
}

/** Holds values against shapes; places are those of the call. */
class Judge {
  readonly #template: SourceFile
  readonly #place: Place

  constructor(template: SourceFile, { place }: Given) {
    this.#template = template
    this.#place = place
  }

  problems(shape: Shape, value: TemplateValue, path: DocumentPath = []): readonly Diagnostic[] {
    switch (shape.kind) {
      case 'word':
        return this.#word(shape.word, value, path)
      case 'choice':
        return typeof value === 'string' && shape.choices.includes(value)
          ? []
          : [
              this.#odd(
                path,
                `one of ${shape.choices.join(', ')}`,
                value,
                typeof value === 'string' ? didYouMean(value, shape.choices)?.help : undefined,
              ),
            ]
      case 'list':
        if (!isList(value)) return [this.#odd(path, 'a list', value)]
        return value.flatMap((element, at) => this.problems(shape.of, element, [...path, at]))
      case 'map':
        return isMap(value) ? this.#fields(shape, value, path) : [this.#odd(path, 'a map', value)]
    }
  }

  #word(word: string, value: TemplateValue, path: DocumentPath): readonly Diagnostic[] {
    const known = WORDS[word]
    if (known !== undefined) return known.fits(value) ? [] : [this.#odd(path, known.says, value)]
    if (typeof value !== 'string') return [this.#odd(path, 'a text', value)]
    const problem = FORMS[word]?.fits(value) === false ? formProblem(word, value, path) : undefined
    if (problem === undefined) return []
    const { code, message, help } = problem
    return [{ code, severity: 'error', message, place: this.#at(path), ...(help === undefined ? {} : { help }) }]
  }

  #fields(
    { fields }: Extract<Shape, { kind: 'map' }>,
    value: { readonly [key: string]: TemplateValue },
    path: DocumentPath,
  ): readonly Diagnostic[] {
    const strangers = Object.keys(value).filter((key) => !fields.has(key))
    const meant = new Set(strangers.map((key) => suggest(key, [...fields.keys()])))
    const lacking = [...fields].flatMap(([key, { optional }]) =>
      optional || Object.hasOwn(value, key) || meant.has(key) ? [] : [key],
    )
    // The only value that is not taken may stand in the place of what is missing.
    const isInPlace = strangers.length === 1 && meant.has(undefined) && lacking.length > 0
    const others = Object.entries(value).flatMap(([key, inner]) => {
      const field = fields.get(key)
      return field === undefined
        ? [this.unknown(path, key, [...fields.keys()], isInPlace ? lacking : [])]
        : this.problems(field.shape, inner, [...path, key])
    })
    return [...(isInPlace || lacking.length === 0 ? [] : [this.#lacks(path, lacking)]), ...others]
  }

  unknown(path: DocumentPath, key: string, known: readonly string[], lacking: readonly string[] = []): Diagnostic {
    const names = quoted(lacking, lacking.length)
    const isOne = lacking.length === 1
    const instead = isOne
      ? `write ${names} in its place, if that is meant; `
      : lacking.length > 0
        ? `add ${names}; `
        : ''
    const missing = lacking.length === 0 ? '' : `, and ${names} ${isOne ? 'is' : 'are'} missing`
    return {
      code: 'SCHEMA-UNKNOWN-KEY',
      severity: 'error',
      message: `the template "${this.#template.path}" takes no value "${key}"${missing}`,
      place: this.#at([...path, key], 'key'),
      help: didYouMean(key, known)?.help ?? `${instead}it takes ${known.toSorted().join(', ')}`,
    }
  }

  #lacks(path: DocumentPath, keys: readonly string[]): Diagnostic {
    const names = quoted(keys, keys.length)
    const isOne = keys.length === 1
    return {
      code: 'SCHEMA-MISSING-KEY',
      severity: 'error',
      message: `the template "${this.#template.path}" takes ${isOne ? 'a value' : 'values'} ${names}, which ${isOne ? 'is' : 'are'} missing`,
      place: this.#at(path),
      help: `add ${names}`,
    }
  }

  #odd(path: DocumentPath, wanted: string, value: TemplateValue, help?: string): Diagnostic {
    const shown = JSON.stringify(value)
    return {
      code: 'SCHEMA-TYPE',
      severity: 'error',
      message: `expected ${wanted}, found ${shown.length > 60 ? `${shown.slice(0, 57)}…` : shown}`,
      place: this.#at(path),
      help: help ?? `the template "${this.#template.path}" says at its head what it takes`,
    }
  }

  #at(path: DocumentPath, part: 'key' | 'value' = 'value'): Place {
    // A call inside a template is known by its place in that alone.
    if (this.#place.kind !== 'node') return this.#place
    const whole = [...this.#place.path, 'values', ...path]
    return part === 'key' ? keyAt(this.#place.file, whole) : valueAt(this.#place.file, whole)
  }
}

function isList(value: TemplateValue): value is readonly TemplateValue[] {
  return Array.isArray(value)
}

function isMap(value: TemplateValue): value is { readonly [key: string]: TemplateValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
