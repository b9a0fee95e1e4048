import { FORMS } from '../../model/forms/forms.ts'
import { isPort } from '../../model/forms/address.ts'
import { checked, failed, type Checked } from '../../source/checked.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { onceForEach } from '../../source/once-for-each.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { parse } from '../yaml/parse.ts'

/** What a template says of a value that it is given. */
export type Shape =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'list'; readonly of: Shape }
  | {
      readonly kind: 'map'
      readonly fields: ReadonlyMap<string, { readonly shape: Shape; readonly optional: boolean }>
    }

/** What a word of a declaration stands for beside the forms of texts. */
export const WORDS: Readonly<Record<string, { readonly says: string; readonly fits: (value: unknown) => boolean }>> = {
  text: { says: 'a text', fits: (value) => typeof value === 'string' || typeof value === 'number' },
  number: { says: 'a number', fits: (value) => typeof value === 'number' },
  boolean: { says: 'true or false', fits: (value) => typeof value === 'boolean' },
  port: { says: 'a port, 1 to 65535', fits: (value) => typeof value === 'number' && isPort(value) },
}

/** A comment at the head of a template that says which values it takes; nothing of it is written. */
const DECLARATION = /^\{\{!--\s*values:[^\S\n]*\n([\s\S]*?)--\}\}/

/**
 * The values that a template says it takes, in YAML: a map has its keys, of which one with a question mark may be left out; a
 * list has what its elements are; a text is a word, the name of a form, or words to choose from (`tcp | udp`).
 */
export const shapeOf = onceForEach((template: SourceFile): Checked<Shape> | undefined => {
  const declared = DECLARATION.exec(template.text)
  return declared === null ? undefined : readDeclaration(declared[1] ?? '', template)
})

function readDeclaration(text: string, template: SourceFile): Checked<Shape> {
  const { value } = parse({ path: template.path, text })
  if (value === undefined) return failed([broken(template, 'is no YAML')])
  const odd: string[] = []
  const shape = readShape(value, odd)
  if (shape?.kind !== 'map') return failed([broken(template, 'is no map of values')])
  return odd.length > 0 ? failed(odd.map((word) => broken(template, `has ${word}`))) : checked(shape)
}

function readShape(value: unknown, odd: string[]): Shape | undefined {
  if (typeof value === 'string') return readWord(value, odd)
  if (Array.isArray(value)) {
    const [first, ...more] = value
    const of = more.length > 0 ? undefined : readShape(first, odd)
    if (of === undefined) odd.push('a list that does not say the one thing that its elements are')
    return of && { kind: 'list', of }
  }
  if (typeof value !== 'object' || value === null) return void odd.push(`"${String(value)}", which says nothing`)
  const fields = Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const shape = readShape(inner, odd)
    const optional = key.endsWith('?')
    return shape === undefined ? [] : [[optional ? key.slice(0, -1) : key, { shape, optional }] as const]
  })
  return { kind: 'map', fields: new Map(fields) }
}

function readWord(text: string, odd: string[]): Shape {
  const choices = text.split('|').map((choice) => choice.trim())
  if (choices.length > 1) return { kind: 'choice', choices }
  if (!Object.hasOwn(WORDS, text) && !Object.hasOwn(FORMS, text))
    odd.push(`"${text}"; words are ${[...Object.keys(WORDS), ...Object.keys(FORMS)].join(', ')}`)
  return { kind: 'word', word: text }
}

function broken(template: SourceFile, what: string): Diagnostic {
  return {
    code: 'POL-TEMPLATE',
    severity: 'error',
    message: `what the template says of its values ${what}`,
    place: { kind: 'range', file: template.path, start: 0, end: 1 },
    help: 'correct the comment at the head of the template, or take it away',
  }
}
