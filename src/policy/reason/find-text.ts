import { any, isLiteral, one, type Pattern } from '../values/pattern.ts'
import { sharedPatterns } from '../values/shared-patterns.ts'
import { TextSet } from '../values/text-set.ts'

/** A text that is looked for: in all of some sets and in none of others. */
export interface TextQuestion {
  readonly inside: readonly TextSet[]
  readonly outside: readonly TextSet[]
}

/** What was found: a value, the certainty that there is none, or neither within the effort that is spent. */
export type Found<Value, Because> =
  | { readonly kind: 'value'; readonly value: Value }
  /** There is none because of some of what was asked, by itself. */
  | { readonly kind: 'none'; readonly because: Because }
  | { readonly kind: 'unknown' }

const everything = new TextSet([any])

/** Texts that are tried before giving up. */
const EFFORT = 100_000

/**
 * Finds a text that is in all of the sets and in none of the others, or makes certain that there is none. A character
 * that no pattern names fits fewer patterns than any other, so that it is enough to fill wildcards with it; and what
 * matters of how often is whether a pattern with that many wildcards for one character can cover it without another.
 */
export function findText({ inside, outside }: TextQuestion): Found<string, TextQuestion> {
  const [base = everything, ...others] = inside.toSorted((a, b) => a.patterns.length - b.patterns.length)
  const needed: TextSet[] = [base]
  let patterns: readonly Pattern[] | undefined = base.patterns
  for (const other of others) {
    if (patterns.length === 0) break
    needed.push(other)
    patterns = sharedBy(patterns, other)
    if (patterns === undefined) return { kind: 'unknown' }
  }
  if (patterns.length === 0) return { kind: 'none', because: { inside: needed, outside: [] } }
  const refusing = new Set<TextSet>()
  const isFound = (text: string): boolean => {
    const refused = outside.find((set) => set.has(text))
    if (refused !== undefined) refusing.add(refused)
    return refused === undefined
  }
  for (const pattern of patterns) {
    const text = samplesOf(pattern).find(isFound)
    if (text !== undefined) return { kind: 'value', value: text }
  }
  refusing.clear()
  let effort = 0
  const most = Math.max(0, ...outside.map(({ singles }) => singles)) + 1
  const fresh = freshCharacter([...inside, ...outside])
  for (const pattern of patterns)
    for (const text of fillings(pattern, fresh, most)) {
      if (effort++ > EFFORT) return { kind: 'unknown' }
      if (isFound(text)) return { kind: 'value', value: text }
    }
  return { kind: 'none', because: { inside, outside: [...refusing] } }
}

/** Patterns of the texts that fit one of some patterns and are in a set; undefined where they would be too many. */
function sharedBy(patterns: readonly Pattern[], set: TextSet): readonly Pattern[] | undefined {
  const found = new Set<Pattern>()
  for (const pattern of patterns)
    for (const other of set.meeting([pattern])) {
      const shared = sharedPatterns(pattern, other)
      if (shared === undefined || found.size + shared.length > EFFORT) return undefined
      for (const one of shared) found.add(one)
    }
  return [...found]
}

/** Texts of a pattern that a person would try first. */
function samplesOf(pattern: Pattern): readonly string[] {
  if (isLiteral(pattern)) return [pattern]
  if (pattern === any) return ['other', 'www.other.example', '']
  const filled = (filling: string): string => pattern.replaceAll(any, filling).replaceAll(one, 'x')
  const front = pattern.startsWith(any) ? `www${pattern.slice(1)}` : pattern
  return [front.replaceAll(any, '').replaceAll(one, 'x'), filled('x'), filled('other'), filled('')]
}

/** The texts of a pattern with a character up to so many times in place of each wildcard. */
function* fillings(pattern: Pattern, character: string, most: number): Generator<string> {
  const [first = '', ...rest] = pattern.replaceAll(one, character).split(any)
  const from = function* (text: string, at: number): Generator<string> {
    const part = rest[at]
    if (part === undefined) yield text
    else for (let times = 0; times <= most; times++) yield* from(text + character.repeat(times) + part, at + 1)
  }
  yield* from(first, 0)
}

/** A character that no pattern names: it stands for all of these. */
function freshCharacter(sets: readonly TextSet[]): string {
  for (const character of 'xzq0-_') if (!sets.some((set) => set.names(character))) return character
  for (let code = 0x3b1; ; code++) {
    const character = String.fromCharCode(code)
    if (character === character.toLowerCase() && !sets.some((set) => set.names(character))) return character
  }
}
