import type { RuleSet } from '../storage.ts'
import { childElements, type Element } from '../xml/element.ts'

/** Whether a rule refers to a list: by the id of a list value. */
export function isUsed(ruleSets: readonly RuleSet[], list: string): boolean {
  return ruleSets.some(({ document, children }) => refersTo(document, list) || isUsed(children, list))
}

function refersTo(root: Element, list: string): boolean {
  if (root.name === 'listValue' && root.attributes['id'] === list) return true
  return childElements(root).some((inner) => refersTo(inner, list))
}
