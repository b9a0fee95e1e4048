import { any, covers, isLiteral, one, sharedText, type Pattern } from '../values/pattern.ts'
import { TextSet } from '../values/text-set.ts'

/** A text that is looked for: in all of some sets and in none of others. */
export interface TextQuestion {
  readonly inside: readonly TextSet[]
  readonly outside: readonly TextSet[]
}

/** What was found: a value, the certainty that there is none, or neither within the effort that is spent. */
export type Found<Value> =
  { readonly kind: 'value'; readonly value: Value } | { readonly kind: 'none' } | { readonly kind: 'unknown' }

const everything = new TextSet([any])

/** Finds a text that is in all of the sets and in none of the others, or makes certain that there is none. */
export function findText({ inside, outside }: TextQuestion): Found<string> {
  const [base = everything, ...others] = inside.toSorted((a, b) => a.patterns.length - b.patterns.length)
  const isFound = (text: string): boolean =>
    inside.every((set) => set.has(text)) && !outside.some((set) => set.has(text))
  for (const pattern of base.patterns) {
    const text = samplesOf(pattern).find(isFound)
    if (text !== undefined) return { kind: 'value', value: text }
  }
  const joint = jointSamples(base, others).find(isFound)
  if (joint !== undefined) return { kind: 'value', value: joint }
  let isCertain = true
  for (const pattern of base.patterns) {
    if (isLiteral(pattern)) continue
    const found = search(pattern, others, outside)
    if (found.kind === 'value') return found
    if (found.kind === 'unknown') isCertain = false
  }
  return { kind: isCertain ? 'none' : 'unknown' }
}

/** Texts of a pattern that a person would try first. */
function samplesOf(pattern: Pattern): readonly string[] {
  if (isLiteral(pattern)) return [pattern]
  if (pattern === any) return ['other', 'www.other.example', '']
  const filled = (filling: string): string => pattern.replaceAll(any, filling).replaceAll(one, 'x')
  const front = pattern.startsWith(any) ? `www${pattern.slice(1)}` : pattern
  return [front.replaceAll(any, '').replaceAll(one, 'x'), filled('x'), filled('other'), filled('')]
}

/** Pairs of patterns that are tried together before all texts are looked through. */
const PAIRS = 2_000

/** Texts that fit a pattern of each of two sets. */
function jointSamples(base: TextSet, others: readonly TextSet[]): readonly string[] {
  const samples: string[] = []
  for (const pattern of base.patterns)
    for (const other of others)
      for (const met of other.meeting([pattern])) {
        if (samples.length > PAIRS) return samples
        samples.push(
          ...[sharedText(pattern, met, 'x'), sharedText(met, pattern, 'q')].filter((text) => text !== undefined),
        )
      }
  return samples
}

/** Positions in patterns that are looked at before giving up. */
const EFFORT = 1_000_000

/** Looks through all texts of a pattern, those that no question tells apart only once. */
function search(base: Pattern, inside: readonly TextSet[], outside: readonly TextSet[]): Found<string> {
  const needed = inside.map((set) => set.meeting([base]))
  if (needed.some((patterns) => patterns.length === 0)) return { kind: 'none' }
  const avoided = outside.flatMap((set) => set.meeting([base]))
  if (avoided.some((pattern) => covers(pattern, base))) return { kind: 'none' }
  const machines = [new Machine([base]), ...needed.map((patterns) => new Machine(patterns))]
  const trap = new Machine(avoided)
  const fresh = freshCharacter([base, ...needed.flat(), ...avoided])
  const seen = new Set<string>()
  let open: Trail[] = [{ text: '', states: machines.map((machine) => machine.start), trapped: trap.start }]
  let effort = 0
  while (open.length > 0) {
    const next: Trail[] = []
    for (const { text, states, trapped } of open) {
      if (states.every((state, at) => machines[at]?.accepts(state) ?? false) && !trap.accepts(trapped))
        return { kind: 'value', value: text }
      const wanted = new Set([
        fresh,
        ...machines.flatMap((machine, at) => machine.wanted(states[at] ?? [])),
        ...trap.wanted(trapped),
      ])
      for (const character of wanted) {
        effort += 1 + trapped.length
        if (effort > EFFORT) return { kind: 'unknown' }
        const after = states.map((state, at) => machines[at]?.step(state, character) ?? [])
        if (after.some((state) => state.length === 0)) continue
        const caught = trap.step(trapped, character)
        if (trap.holdsForever(caught)) continue
        const key = `${after.map((state) => state.join()).join(' ')}|${caught.join()}`
        if (seen.has(key)) continue
        seen.add(key)
        next.push({ text: text + character, states: after, trapped: caught })
      }
    }
    open = next
  }
  return { kind: 'none' }
}

interface Trail {
  readonly text: string
  readonly states: readonly State[]
  readonly trapped: State
}

/** Positions that can have been reached, sorted: a pattern's number and how much of it was read. */
type State = readonly number[]

/** Longest pattern that positions can be told apart of. */
const STRIDE = 1 << 16

/** Reads texts character by character against several patterns at once. */
class Machine {
  readonly #patterns: readonly Pattern[]
  readonly start: State

  constructor(patterns: readonly Pattern[]) {
    this.#patterns = patterns
    this.start = this.#spread(patterns.map((_, index) => index * STRIDE))
  }

  step(state: State, character: string): State {
    const next: number[] = []
    for (const position of state) {
      const wanted = this.#wantedAt(position)
      if (wanted === any) next.push(position)
      else if (wanted === one || wanted === character) next.push(position + 1)
    }
    return this.#spread(next)
  }

  accepts(state: State): boolean {
    return state.some((position) => this.#wantedAt(position) === undefined)
  }

  /** Whether whatever follows is accepted. */
  holdsForever(state: State): boolean {
    return state.some((position) => this.#wantedAt(position) === any && this.#wantedAt(position + 1) === undefined)
  }

  /** Characters that lead on from a state in a way of their own. */
  wanted(state: State): readonly string[] {
    return state.flatMap((position) => {
      const wanted = this.#wantedAt(position)
      return wanted === undefined || wanted === any || wanted === one ? [] : [wanted]
    })
  }

  #wantedAt(position: number): string | undefined {
    return this.#patterns[Math.floor(position / STRIDE)]?.[position % STRIDE]
  }

  #spread(positions: readonly number[]): State {
    const state = new Set<number>()
    for (let position of positions) {
      state.add(position)
      while (this.#wantedAt(position) === any) state.add(++position)
    }
    return [...state].sort((a, b) => a - b)
  }
}

/** A character that no pattern names: it stands for all of these. */
function freshCharacter(patterns: readonly Pattern[]): string {
  const used = new Set(patterns.flatMap((pattern) => pattern.split('')))
  for (const character of 'xzq0-_') if (!used.has(character)) return character
  let code = 0x100
  while (used.has(String.fromCharCode(code))) code++
  return String.fromCharCode(code)
}
