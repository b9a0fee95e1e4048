import type { Argument, Operand, PropertyUse, Term } from '../../model/policy/criteria.ts'
import type { Rule, RuleSet } from '../../model/policy/rule-set.ts'
import { parseAction } from '../../policy/criteria/parse-action.ts'
import { parseCriteria } from '../../policy/criteria/parse.ts'
import type { Vocabulary, WordKind } from '../../policy/vocabulary.ts'
import { RECIPE_MARK } from './recipe.ts'

/** The id of a word, and the rule that it was read in. */
export interface LearnedId {
  readonly kind: WordKind
  readonly name: string
  readonly id: string
  readonly rule: string
}

/** What the rules of a calibration export tell, and what is wrong with them. */
export interface LearnedIds {
  readonly learned: readonly LearnedId[]
  readonly problems: readonly string[]
  /** Rules whose names say what they do. */
  readonly read: number
}

/**
 * Learns ids from rules that do what their names say: the words of the name and the ids in the rule stand in the same
 * order. A word that would get two ids, or an id that would get two words, is not learnt.
 */
export function learnIds(ruleSets: readonly RuleSet[], vocabulary: Vocabulary): LearnedIds {
  const learning = new Learning(vocabulary)
  const rules = ruleSets.flatMap(allRules).filter(({ name }) => name.startsWith(RECIPE_MARK))
  for (const rule of rules) learning.take(rule)
  return { ...learning.conclude(), read: rules.length }
}

function allRules({ rules, ruleSets }: RuleSet): readonly Rule[] {
  return [...rules, ...ruleSets.flatMap(allRules)]
}

class Learning {
  readonly #vocabulary: Vocabulary
  readonly #pairs: LearnedId[] = []
  readonly #problems: string[] = []

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary
  }

  take(rule: Rule): void {
    const said = rule.name.slice(RECIPE_MARK.length)
    const at = said.lastIndexOf('->')
    const [criteria, action] = at < 0 ? [said, ''] : [said.slice(0, at), said.slice(at + 2)]
    const terms = criteria.trim() === 'any' ? [] : this.#parsed(rule, parseCriteria(criteria.trim(), this.#vocabulary))
    const does = action.trim() === '' ? undefined : this.#parsed(rule, parseAction(action.trim(), this.#vocabulary))
    const found = rule.criteria.always ? [] : rule.criteria.terms
    if (terms !== undefined) this.#compareTerms(rule, terms, found)
    if (does !== undefined) this.#pair(rule, 'actions', does.name, rule.action.name)
  }

  conclude(): Pick<LearnedIds, 'learned' | 'problems'> {
    const problems = [...this.#problems]
    const learned = new Map<string, LearnedId>()
    for (const pair of this.#pairs) {
      const { kind, name, id } = pair
      const rivals = this.#pairs.filter((other) => other.kind === kind && (other.name === name) !== (other.id === id))
      if (rivals.length === 0) learned.set(`${kind} ${name}`, pair)
      for (const { name: other, id: otherId, rule } of rivals)
        problems.push(`"${name}" is "${id}" in "${pair.rule}", but "${other}" is "${otherId}" in "${rule}"`)
    }
    return { learned: [...learned.values()], problems: [...new Set(problems)] }
  }

  #parsed<Value>(
    rule: Rule,
    { value, problems }: { readonly value: Value | undefined; readonly problems: readonly { message: string }[] },
  ): Value | undefined {
    if (value === undefined)
      this.#problems.push(
        `the name of rule "${rule.name}" cannot be read: ${problems.map(({ message }) => message).join('; ')}`,
      )
    return value
  }

  #compareTerms(rule: Rule, said: readonly Term[], found: readonly Term[]): void {
    if (said.length !== found.length) {
      this.#problems.push(`rule "${rule.name}" has ${found.length} comparisons, and its name says ${said.length}`)
      return
    }
    for (const [index, term] of said.entries()) {
      const other = found[index]
      if (other === undefined) continue
      this.#compareProperty(rule, term.property, other.property)
      this.#pair(rule, 'operators', term.operator, other.operator)
      this.#compareOperand(rule, term.operand, other.operand)
    }
  }

  #compareProperty(rule: Rule, said: PropertyUse, found: PropertyUse): void {
    this.#pair(rule, 'properties', said.name, found.name)
    this.#compareArguments(rule, said, found)
  }

  #compareArguments(rule: Rule, said: PropertyUse, found: PropertyUse): void {
    const parameters = this.#vocabulary.parametersOf(said.name)
    for (const [index, argument] of said.arguments.entries()) {
      const other: Argument | undefined = found.arguments[index]
      const parameter = parameters[index]
      if (other === undefined) continue
      if (parameter !== undefined && other.name !== undefined)
        this.#pair(rule, 'parameters', parameter.name, other.name)
      this.#compareOperand(rule, argument.value, other.value)
    }
  }

  #compareOperand(rule: Rule, said: Operand, found: Operand): void {
    if (said.kind === 'property' && found.kind === 'property') this.#compareProperty(rule, said.use, found.use)
    if (said.kind !== 'literal' || found.kind !== 'literal') return
    this.#pair(rule, 'types', said.type, found.type)
    if (said.value !== found.value)
      this.#problems.push(
        `rule "${rule.name}" stores "${said.value}" as "${found.value}": Pader cannot write that form yet`,
      )
  }

  /** Takes down that a word of a name stands where an id of the rule does; an id that is known has become its word. */
  #pair(rule: Rule, kind: WordKind, said: string, found: string): void {
    if (said === found || found === '') return
    const known = this.#vocabulary.byName(kind, found)
    if (known !== undefined) this.#problems.push(`rule "${rule.name}" says "${said}" and uses "${found}"`)
    else if (this.#vocabulary.byName(kind, said)?.certain === true)
      this.#problems.push(`rule "${rule.name}" has another id for "${said}" than is known: "${found}"`)
    else this.#pairs.push({ kind, name: said, id: found, rule: rule.name })
  }
}
