import type { Alias, Document, Node } from 'yaml'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { frontEndFinding } from '../codes/front-end-codes.ts'
import { yaml } from '../libraries/yaml.ts'

/** Most aliases in one file; more of them hide what a file says, and are how a small file becomes a huge one. */
const MOST_ALIASES = 50

/** What aliases stand for; those that lead nowhere are not in it. */
export type AliasTargets = ReadonlyMap<Alias, Node>

/**
 * What each alias of a document stands for: the last node before it that has its anchor. `yaml` itself walks the document
 * for every alias that it is asked about.
 */
export function aliasTargets(document: Document): AliasTargets {
  const anchors = new Map<string, Node>()
  const targets = new Map<Alias, Node>()
  const { isAlias, visit } = yaml()
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node)) {
        const target = anchors.get(node.source)
        if (target !== undefined) targets.set(node, target)
      } else if (node.anchor !== undefined) anchors.set(node.anchor, node)
    },
  })
  return targets
}

/** Aliases that lead nowhere or into themselves, and a number of aliases (nested ones multiply) that is no use. */
export function unsoundAliases(file: SourceFile, document: Document.Parsed): Diagnostic[] {
  const targets = aliasTargets(document)
  const findings: Diagnostic[] = []
  const sizes = new Map<Node, number>()
  let expanded = 0
  yaml().visit(document, {
    Alias: (_key, alias, ancestors) => {
      const target = targets.get(alias)
      if (target === undefined) findings.push(withoutAnchor(file, alias))
      else if (ancestors.includes(target)) {
        findings.push(aliasFinding(file, alias, `the alias "*${alias.source}" leads into itself`))
      } else expanded += aliasesIn(target, targets, sizes)
    },
  })
  if (findings.length > 0 || expanded <= MOST_ALIASES) return findings
  const message = `the file expands ${expanded > 1e6 ? 'more than a million' : expanded} aliases; at most ${MOST_ALIASES} are`
  return [frontEndFinding('YAML-ALIASES', { kind: 'file', file: file.path }, message)]
}

/** One for the alias itself, and those that it brings along. */
function aliasesIn(target: Node, targets: AliasTargets, sizes: Map<Node, number>): number {
  const before = sizes.get(target)
  if (before !== undefined) return before
  sizes.set(target, 1)
  let count = 1
  yaml().visit(target, {
    Alias: (_key, alias) => {
      const next = targets.get(alias)
      if (next !== undefined) count += aliasesIn(next, targets, sizes)
    },
  })
  sizes.set(target, count)
  return count
}

function withoutAnchor(file: SourceFile, alias: Alias): Diagnostic {
  const message = `the alias "*${alias.source}" has no anchor`
  // Patterns of hosts begin like an alias.
  return aliasFinding(file, alias, message, /\W/.test(alias.source) ? { help: 'put the text in quotes' } : {})
}

function aliasFinding(
  file: SourceFile,
  alias: Alias,
  message: string,
  more: { readonly help?: string } = {},
): Diagnostic {
  const [start, end] = alias.range ?? [0, 1]
  return frontEndFinding('YAML-ALIAS', { kind: 'range', file: file.path, start, end }, message, more)
}
