import { Lexer, parseDocument, visit, type Document, type Scalar } from 'yaml'
import { sameContent } from '../edit/edited.ts'
import type { KeyOrder } from './key-order.ts'
import { printYaml } from '../edit/print.ts'
import { aliasTargets } from '../yaml/aliases.ts'
import { sortKeys } from './sort-keys.ts'

/**
 * A YAML text in its canonical layout, with every comment and with its keys in the order of the schema. Undefined where
 * that would lose or change something, or would not stay as it is when done again: then a text is better left alone.
 */
export function formatYaml(text: string, order: KeyOrder): string | undefined {
  const once = formatted(text, order)
  if (once === undefined || !isSame(text, once)) return undefined
  return formatted(once, order) === once ? once : undefined
}

function formatted(text: string, order: KeyOrder): string | undefined {
  const document = parseDocument(text, { keepSourceTokens: true })
  if (document.errors.length > 0) return undefined
  const folded = new Set<Scalar>()
  visit(document, {
    Scalar: (_key, node) => {
      if (node.range != null && text.slice(node.range[0], node.range[1]).includes('\n')) folded.add(node)
    },
  })
  sortKeys(document, order)
  if (!aliasesHold(document)) return undefined
  return printYaml(document, folded)
}

/** Whether every alias still stands below its anchor. */
function aliasesHold(document: Document): boolean {
  const targets = aliasTargets(document)
  let hold = true
  visit(document, {
    Alias: (_key, alias) => {
      hold &&= targets.has(alias)
    },
  })
  return hold
}

/** Whether two texts hold the same values and the same comments, in whatever order. */
function isSame(before: string, after: string): boolean {
  const [left, right] = [parseDocument(before), parseDocument(after)]
  if (right.errors.length > 0 || !sameContent(left.toJS(), right.toJS())) return false
  return commentsOf(before).join('\n') === commentsOf(after).join('\n')
}

/** Comments as the lexer sees them, sorted: what looks like one inside a text is none. */
function commentsOf(text: string): readonly string[] {
  return [...new Lexer().lex(text)].filter((token) => token.startsWith('#')).toSorted()
}
