import type { Condition, Operand, Term } from '../../model/policy/criteria.ts'
import { operandsIn } from '../check/walk.ts'
import { printCriteria } from '../criteria/print.ts'
import { compare, positiveOf } from '../evaluate/compare.ts'
import { joined, type Algebra } from '../evaluate/joined.ts'
import type { Atom } from './atoms.ts'
import { always, never, type Diagram } from './diagram.ts'
import type { SharedInputs, ListPart } from './shared-inputs.ts'
import type { Side } from './side.ts'
import { Reading, type Asked, type Case, type Held, type HeldProperties } from './read.ts'
import type { Reasoner } from './reasoner.ts'
import { askingOf, type Asking } from './values-of.ts'

/** Questions that stand for what was done before, where that is not followed. */
const movingMark = 'after what was set before: '

/** Whether a question stands for what was set before. */
export function isMoving({ subject }: Atom): boolean {
  return subject.startsWith(movingMark)
}

/** Comparisons that say the same of both sides. */
const EQUALITIES: ReadonlySet<string> = new Set(['equals', 'does not equal'])

/** What is assumed where a question of letters decides. */
export const lettersMatter = 'the product tells upper from lower case'
/** End of the name of what is asked about where letters do not matter. */
export const inLowerCase = ' in lower case'
const andFirst = 'the product applies AND before OR where there are no brackets'

/** Turns the criteria of one side into truths about requests. */
export class Questions {
  readonly #reasoner: Reasoner
  readonly #side: Side
  readonly #shared: SharedInputs
  readonly reading: Reading
  readonly #algebra: Algebra<Diagram>

  constructor(reasoner: Reasoner, side: Side, shared: SharedInputs) {
    this.#reasoner = reasoner
    this.#side = side
    this.#shared = shared
    this.reading = new Reading(side, shared)
    const { truths } = reasoner
    this.#algebra = {
      allOf: (all) => truths.and(...all),
      anyOf: (all) => truths.or(...all),
      mixed: (byPrecedence, inOrder) =>
        byPrecedence === inOrder ? inOrder : truths.choose(reasoner.assume(andFirst), byPrecedence, inOrder),
      broken: () => reasoner.askFreely('which brackets of the criteria belong together'),
    }
  }

  /** The requests for which a condition holds, after what has been set; undefined where that is not followed. */
  holds(condition: Condition, set: HeldProperties | undefined): Diagram {
    if (condition.always) return always
    return joined(condition.terms, (term) => this.#term(term, set), this.#algebra)
  }

  #term(term: Term, set: HeldProperties | undefined): Diagram {
    const left = this.reading.casesOf(term.property, set)
    const right = term.operand.kind === 'property' ? this.reading.casesOf(term.operand.use, set) : undefined
    if (left === undefined || (term.operand.kind === 'property' && right === undefined))
      return this.#reasoner.askFreely(`${movingMark}${this.#written(term)}${this.#own(term)}`)
    const { truths } = this.#reasoner
    const cases = left.map(({ when, value }) => {
      if (right === undefined) return truths.and(when, this.#compared(term, value, term.operand))
      return truths.and(when, this.#comparedWithProperty(term, value, right))
    })
    return truths.or(...cases)
  }

  #comparedWithProperty(term: Term, left: Held, right: readonly Case[]): Diagram {
    const { truths } = this.#reasoner
    return truths.or(
      ...right.map(({ when, value }) => {
        if (value.kind === 'text')
          return truths.and(when, this.#compared(term, left, { kind: 'literal', type: 'string', value: value.text }))
        // A known text equals what the request has where that equals the text; of letters nothing is known here.
        const isTurned = left.kind === 'text' && value.kind === 'asked' && EQUALITIES.has(term.operator)
        if (isTurned && left.text === left.text.toLowerCase())
          return truths.and(when, this.#compared(term, value, { kind: 'literal', type: 'string', value: left.text }))
        return truths.and(when, this.#asQuoted(term, left, wordsOf(value)))
      }),
    )
  }

  /** A comparison of which one side is known. */
  #compared(term: Term, left: Held, operand: Operand): Diagram {
    const positive = positiveOf(term.operator)
    if (positive !== undefined)
      return this.#reasoner.truths.not(this.#compared({ ...term, operator: positive }, left, operand))
    const parts =
      operand.kind === 'list' ? this.#shared.partsOf(this.#side.name, operand.name, operand.type) : undefined
    if (operand.kind === 'property' || (operand.kind === 'list' && parts === undefined))
      return this.#asQuoted(term, left, operandWords(operand))
    const given: readonly ListPart[] =
      operand.kind === 'list' ? (parts ?? []) : [{ key: `= ${operand.value}`, entries: [operand.value] }]
    if (left.kind === 'text') return this.#ofConstant(term, left.text, given)
    if (left.kind === 'open') return this.#asQuoted(term, left, given.map(({ key }) => key).join(' and '))
    return this.#ofAsked(term, left, given)
  }

  #ofConstant(term: Term, text: string, parts: readonly ListPart[]): Diagram {
    const entries = parts.flatMap((part) => part.entries)
    const truth = compare(term.operator, text, term.operand.kind === 'list' ? entries : (entries[0] ?? ''))
    if (typeof truth === 'boolean') return truth ? always : never
    return this.#reasoner.askFreely(truth.question)
  }

  #ofAsked(term: Term, left: Asked, parts: readonly ListPart[]): Diagram {
    if (left.type === 'boolean') return this.#ofBoolean(term, left, parts)
    const asking = askingOf(term.operator, left)
    if (asking === undefined) return this.#asQuoted(term, left, parts.map(({ key }) => key).join(' and '))
    if (asking.isNegated === true) {
      // "All in the list" is about the whole list: its parts cannot be asked one by one.
      const entries = parts.flatMap((part) => part.entries)
      const key = parts.map((part) => part.key).join(' and ')
      return this.#reasoner.truths.not(this.#ofPart(term, left, { key, entries }, asking))
    }
    return this.#reasoner.truths.or(...parts.map((part) => this.#ofPart(term, left, part, asking)))
  }

  #ofBoolean(term: Term, left: Asked, parts: readonly ListPart[]): Diagram {
    const [value] = parts.flatMap(({ entries }) => entries)
    const isEquality = term.operator === 'equals' || (left.asText && term.operator === 'matches')
    if (!isEquality || (value !== 'true' && value !== 'false'))
      return this.#asQuoted(term, left, parts.map(({ key }) => key).join(' and '))
    const truth = this.#reasoner.ask(left, 'true', `${left.subject} equals true`, () => ({ kind: 'boolean' }))
    return value === 'true' ? truth : this.#reasoner.truths.not(truth)
  }

  #ofPart(term: Term, left: Asked, part: ListPart, asking: Asking): Diagram {
    const { truths } = this.#reasoner
    const followed = part.entries.filter(asking.isFollowed)
    const others = part.entries.filter((entry) => !asking.isFollowed(entry))
    const key = `${term.operator} ${part.key}`
    const text = `${left.subject} ${term.operator} ${part.key.replace(/^= /, '')}`
    const plain = (): Diagram => this.#reasoner.ask(left, key, text, () => asking.valuesOf(followed))
    const asked = this.#shared.cased.has(left.name) ? this.#ofLetters(left, key, text, followed, asking) : plain()
    return truths.or(asked, ...others.map((entry) => this.#asQuoted(term, left, entry)))
  }

  /** Where letters differ in case only, both ways of the product to compare are followed. */
  #ofLetters(left: Asked, key: string, text: string, entries: readonly string[], asking: Asking): Diagram {
    const values = asking.valuesOf(entries)
    const exact = this.#reasoner.ask(left, key, text, () => values)
    if (values.kind !== 'text' && values.kind !== 'element') return exact
    const folded = this.#reasoner.ask({ ...left, subject: left.subject + inLowerCase }, key, text, () => ({
      ...values,
      set: values.set.folded,
    }))
    return this.#reasoner.truths.choose(this.#reasoner.assume(lettersMatter), exact, folded)
  }

  /** A comparison that is not followed: only the same words are the same question. */
  #asQuoted(term: Term, left: Held, right: string): Diagram {
    const positive = positiveOf(term.operator)
    const truth = this.#reasoner.askFreely(`${wordsOf(left)} ${positive ?? term.operator} ${right}`)
    return positive === undefined ? truth : this.#reasoner.truths.not(truth)
  }

  #written(term: Term): string {
    const { property, operator, operand } = term
    return printCriteria([{ opens: 0, closes: 0, property, operator, operand }], this.#side.vocabulary)
  }

  /** The mark of a side, where the same words are not the same question. */
  #own({ property, operand }: Term): string {
    const reads = [...operandsIn({ kind: 'property', use: property }), ...operandsIn(operand)]
    return reads.every((read) => isShared(read, this.#shared)) ? '' : ` (${this.#side.name})`
  }
}

/** Whether an operand is the same on both sides, as long as nothing else was set before. */
export function isShared(operand: Operand, shared: SharedInputs): boolean {
  if (operand.kind === 'list') return shared.isSameList(operand.name, operand.type)
  if (operand.kind === 'literal') return true
  const { name, settings, mostRecent } = operand.use
  const isEngineSame = (settings === undefined && mostRecent !== true) || shared.areSameSettings(settings)
  return shared.startsAlike(name) && isEngineSame
}

function wordsOf(held: Held): string {
  if (held.kind === 'text') return JSON.stringify(held.text)
  return held.kind === 'open' ? held.words : held.asText ? `the text of ${held.subject}` : held.subject
}

function operandWords(operand: Operand): string {
  return operand.kind === 'list' ? `list "${operand.name}"` : ''
}
