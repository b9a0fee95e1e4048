import type { PolicyObjects } from '../../model/policy/policy.ts'
import type { Rule, RuleSet } from '../../model/policy/rule-set.ts'
import { printAction, printEvent } from '../criteria/print-action.ts'
import { printCriteria } from '../criteria/print.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { shownValue } from './secrets.ts'

/** One line of a shown policy, with the path of names that it belongs to. */
export interface ShownLine {
  readonly path: string
  readonly depth: number
  readonly text: string
}

/** A policy in the readable notation, line by line; what is encrypted or a password is not shown. */
export function* showPolicy(policy: PolicyObjects, vocabulary: Vocabulary): Generator<ShownLine> {
  for (const ruleSet of policy.ruleSets) yield* showRuleSet(ruleSet, '', 0, vocabulary)
  for (const list of policy.lists) {
    const path = `list ${list.type} ${list.name}`
    yield { path, depth: 0, text: `list "${list.name}" (${list.type}, ${list.entries.length} entries)` }
    for (const { value } of list.entries) yield { path, depth: 1, text: value }
  }
  for (const table of policy.tables) {
    const path = `list ${table.type} ${table.name}`
    yield { path, depth: 0, text: `list "${table.name}" (${table.type}, ${table.rows.length} rows)` }
    for (const { cells } of table.rows)
      yield { path, depth: 1, text: cells.map((cell) => `${cell.key}: ${shownValue(cell)}`).join(', ') }
  }
  for (const settings of policy.settings) {
    const path = `settings ${settings.name}`
    yield { path, depth: 0, text: `settings "${settings.name}" of ${settings.target}` }
    for (const value of settings.values) yield { path, depth: 1, text: `${value.key}: ${shownValue(value)}` }
  }
  for (const { name, type, initial } of policy.properties)
    yield { path: `property ${name}`, depth: 0, text: `property ${name}: ${type} = ${JSON.stringify(initial)}` }
}

function* showRuleSet(set: RuleSet, around: string, depth: number, vocabulary: Vocabulary): Generator<ShownLine> {
  const path = `${around}/${set.name}`
  const cycles = Object.entries(set.cycles).flatMap(([cycle, on]) => (on ? [cycle] : []))
  const state = `${set.enabled ? '' : ' (disabled)'}${set.cloudSynced ? ' (also in the cloud)' : ''}`
  yield { path, depth, text: `rule set "${set.name}"${state} [${cycles.join(', ')}]${criteria(set, vocabulary)}` }
  yield* comment(set.description, path, depth + 1)
  for (const rule of set.rules) yield* showRule(rule, path, depth + 1, vocabulary)
  for (const child of set.ruleSets) yield* showRuleSet(child, path, depth + 1, vocabulary)
}

function* showRule(rule: Rule, around: string, depth: number, vocabulary: Vocabulary): Generator<ShownLine> {
  const path = `${around}/${rule.name}`
  const state = rule.enabled ? '' : ' (disabled)'
  yield { path, depth, text: `"${rule.name}"${state}${criteria(rule, vocabulary)} -> ${printAction(rule.action)}` }
  yield* comment(rule.description, path, depth + 1)
  for (const event of rule.events) yield { path, depth: depth + 1, text: printEvent(event, vocabulary) }
}

function* comment(description: string, path: string, depth: number): Generator<ShownLine> {
  if (description !== '') yield { path, depth, text: `# ${inOneLine(description)}` }
}

function inOneLine(text: string): string {
  const lines = text.split('\n').map((line) => line.trim())
  return lines.filter((line) => line !== '').join(' / ')
}

function criteria({ criteria: { always, terms } }: RuleSet | Rule, vocabulary: Vocabulary): string {
  const text = printCriteria(terms, vocabulary)
  if (terms.length === 0) return ''
  return always ? ` always (switched off: ${text})` : ` if ${text}`
}
