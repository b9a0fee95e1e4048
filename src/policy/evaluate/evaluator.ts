import type { Cycle } from '../../model/policy/rule-set.ts'
import { walk } from '../check/walk.ts'
import type { Vocabulary } from '../vocabulary.ts'
import type { Decidable, Decision, Outcome, Request, TraceStep, Verdict } from './decision.ts'
import { Answers } from './answers.ts'
import { Comparisons } from './comparisons.ts'
import type { Value } from './compare.ts'
import type { Passage } from './passage.ts'
import { programOf, type ProgramContext, type Program, type RuleSetStep, type RuleStep } from './program.ts'
import { Readers } from './readers.ts'
import { traceStep } from './trace.ts'
import { isOpen } from './truth.ts'

/**
 * A policy made ready for deciding many requests in each cycle, top to bottom. What the policy reads and the request does
 * not say leaves the decision undetermined, with the question that would decide it; nothing is guessed.
 */
export class Evaluator {
  readonly #policy: Decidable
  readonly #context: ProgramContext
  readonly #programs = new Map<Cycle, Runner>()

  /** Looking up which criteria a request can meet is worth its preparation for many requests only. */
  constructor(policy: Decidable, vocabulary: Vocabulary, looksUp = true) {
    const readers = new Readers(policy, vocabulary)
    this.#policy = policy
    this.#context = {
      readers,
      comparisons: new Comparisons(readers, vocabulary),
      vocabulary,
    }
    if (looksUp) for (const { item } of walk(policy.ruleSets)) this.#context.comparisons.count(item.criteria)
  }

  /** What becomes of a request. */
  decide(request: Request, cycle: Cycle): Verdict {
    return this.#runnerOf(cycle).run(request, undefined)
  }

  /** What becomes of a request, with everything that was asked on the way. */
  trace(request: Request, cycle: Cycle): Decision {
    const trace: TraceStep[] = []
    return { ...this.#runnerOf(cycle).run(request, trace), trace }
  }

  #runnerOf(cycle: Cycle): Runner {
    const known = this.#programs.get(cycle)
    if (known !== undefined) return known
    const runner = new Runner(programOf(this.#policy.ruleSets, cycle, this.#context), this.#context)
    this.#programs.set(cycle, runner)
    return runner
  }
}

/** A request in one program. */
interface Run {
  readonly passage: Passage
  /** Collects what is asked; absent where nobody wants to know. */
  readonly trace: TraceStep[] | undefined
  readonly assumptions: Set<string>
}

class Runner {
  readonly #program: Program
  readonly #context: ProgramContext
  /** Positions that the request can come to, in order. */
  readonly #order: Int32Array
  #count = 0
  #next = 0
  /** By position: the last request that came to it. */
  readonly #seen: Int32Array
  readonly #answers: Answers
  /** What single comparisons rules need, in arrays that are gone through fast. */
  readonly #single: Int32Array
  readonly #starts: Int32Array
  readonly #parents: Int32Array
  #requests = 0

  constructor(program: Program, context: ProgramContext) {
    this.#program = program
    this.#context = context
    this.#order = new Int32Array(program.steps.length)
    this.#seen = new Int32Array(program.steps.length)
    this.#answers = new Answers(context.comparisons.size)
    this.#single = Int32Array.from(program.single.all)
    this.#starts = Int32Array.from(program.single.starts)
    this.#parents = Int32Array.from(program.steps, ({ parent }) => parent)
  }

  run(request: Request, trace: TraceStep[] | undefined): Verdict {
    const passage = {
      request,
      set: new Map<string, Value | undefined>(),
      answers: this.#answers,
    }
    this.#answers.begin()
    this.#context.comparisons.meet(passage, this.#answers.meet)
    if (trace === undefined) this.#find()
    else this.#takeAll()
    const assumptions = new Set(['rule sets are processed top to bottom'])
    const outcome = this.#inside(this.#program.steps.length, {
      passage,
      trace,
      assumptions,
    })
    return {
      outcome: outcome ?? { kind: 'let through' },
      properties: passage.set,
      assumptions: [...assumptions],
    }
  }

  #takeAll(): void {
    this.#next = 0
    this.#count = this.#order.length
    for (let at = 0; at < this.#count; at++) this.#order[at] = at
  }

  /** The rules that the request can meet, with the rule sets around them. */
  #find(): void {
    const { byComparison, always } = this.#program
    this.#requests++
    this.#next = 0
    this.#count = 0
    for (const position of always) this.#take(position)
    for (const comparison of this.#answers.found)
      for (const position of byComparison[comparison] ?? []) if (this.#canApply(position)) this.#take(position)
    sort(this.#order, this.#count)
  }

  /** Whether everything is met that a rule needs, the rule sets around it included. */
  #canApply(position: number): boolean {
    const end = this.#starts[position + 1] ?? 0
    for (let at = this.#starts[position] ?? 0; at < end; at++)
      if (!this.#answers.isMet(this.#single[at] ?? 0)) return false
    const needs = this.#program.needs[position]
    if (needs === undefined) return false
    for (const bound of needs.bounds) if (!this.#mayHold(bound)) return false
    for (const clause of needs.clauses) if (!clause.some(this.#mayHold)) return false
    return true
  }

  readonly #mayHold = (comparison: number): boolean =>
    comparison < 0 ? this.#context.comparisons.isWithin(comparison) : this.#answers.isMet(comparison)

  #take(position: number): void {
    for (let at = position; at >= 0 && this.#seen[at] !== this.#requests; at = this.#parents[at] ?? -1) {
      this.#seen[at] = this.#requests
      this.#order[this.#count++] = at
    }
  }

  /** Runs what stands before a position. */
  #inside(end: number, run: Run): Outcome | undefined {
    while (this.#next < this.#count) {
      const position = this.#order[this.#next] ?? end
      const step = this.#program.steps[position]
      if (step === undefined || position >= end) return undefined
      this.#next++
      const outcome = step.kind === 'rule' ? this.#rule(step, run) : this.#ruleSet(step, run)
      if (outcome === 'Stop Rule Set') return undefined
      if (outcome !== undefined) return outcome
    }
    return undefined
  }

  #ruleSet(step: RuleSetStep, run: Run): Outcome | undefined {
    const { path, place, end } = step
    const truth = step.holds(run.passage)
    run.trace?.push(traceStep(step, truth, run.passage, this.#context))
    const outcome = truth === false ? undefined : isOpen(truth) ? this.#mayBeInside(step, run) : this.#enter(step, run)
    while (this.#next < this.#count && (this.#order[this.#next] ?? end) < end) this.#next++
    if (!isOpen(truth) || outcome === undefined) return outcome
    return { kind: 'undetermined', question: truth.question, path, place }
  }

  #enter({ end, isMixed }: RuleSetStep, run: Run): Outcome | undefined {
    if (isMixed) run.assumptions.add('the rules of a set run before the sets nested in it')
    return this.#inside(end, run)
  }

  /** Whether it would make a difference that the request is in the rule set, which nobody knows. */
  #mayBeInside(step: RuleSetStep, { passage, trace }: Run): Outcome | undefined {
    const { set } = passage
    const trial = new Map(set)
    const own = trace === undefined ? undefined : []
    const outcome = this.#enter(step, {
      passage: { ...passage, set: trial },
      trace: own,
      assumptions: new Set(),
    })
    const isChanged = [...trial].some(([name, value]) => set.get(name) !== value || !set.has(name))
    return outcome ?? (isChanged ? { kind: 'let through' } : undefined)
  }

  #rule(step: RuleStep, run: Run): Outcome | 'Stop Rule Set' | undefined {
    const { path, place, sets, ending } = step
    const truth = step.holds(run.passage)
    run.trace?.push(traceStep(step, truth, run.passage, this.#context))
    if (truth === false) return undefined
    const isHarmless = ending === 'Continue' && sets.length === 0
    if (isOpen(truth)) return isHarmless ? undefined : { kind: 'undetermined', ...truth, path, place }
    for (const { property, value } of sets) run.passage.set.set(property, value(run.passage))
    return ending === 'Continue' ? undefined : ending
  }
}

/** Positions below which putting each in its place costs less than a call of the general way. */
const FEW = 40

function sort(order: Int32Array, count: number): void {
  if (count > FEW) order.subarray(0, count).sort()
  else
    for (let at = 1; at < count; at++) {
      const position = order[at] ?? 0
      let to = at
      for (; to > 0 && (order[to - 1] ?? 0) > position; to--) order[to] = order[to - 1] ?? 0
      order[to] = position
    }
}
