import { isFlag, isNumber, isText, isThere, kindOf, listOf, orAbsent, shaped, type Shape } from '../source/shape.ts'
import type { Step } from './plan.ts'

const entry = shaped({ value: isText, description: isText })

const edits = kindOf({
  insert: { position: isNumber, entry },
  replace: { position: isNumber, before: entry, entry },
  remove: { position: isNumber, before: entry },
})

const ruleSet = shaped({
  name: isText,
  content: isText,
  // Absent in what older versions wrote.
  rules: orAbsent(isText),
  replaces: isFlag,
  differences: listOf(isText),
})

type Shapes = { readonly [Kind in Step['kind']]: Shape<Omit<Extract<Step, { kind: Kind }>, 'kind'>> }

const KNOWN: Shapes = {
  'set property': {
    node: isText,
    uuid: isText,
    setting: isText,
    // A value that was not there is not written down.
    before: () => true,
    after: isThere,
  },
  'create list': { list: isText, type: isText, description: isText, entries: listOf(entry) },
  'edit list': { list: isText, type: isText, edits: listOf(edits) },
  'delete list': { list: isText, type: isText },
  'put rule sets': { imports: listOf(ruleSet), removes: listOf(isText), order: listOf(isText) },
  'set policy setting': {
    settings: isText,
    target: isText,
    key: isText,
    before: isText,
    after: isText,
    ruleSets: listOf(isText),
  },
  'write system file': { node: isText, uuid: isText, path: isText, before: orAbsent(isText), after: isText },
  manual: { id: isText, action: kindOf({}), instructions: listOf(isText), check: kindOf({}) },
}

/** Whether this Pader knows a step that was read from a file: a newer one may have written it. */
export function isKnownStep({ kind }: { readonly kind: string }): boolean {
  return Object.hasOwn(KNOWN, kind)
}

/** Whether a value that was read from a file is a step: with everything that steps of its kind have, where that is known. */
export const isStep = kindOf(KNOWN)
