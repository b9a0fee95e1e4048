/**
 * A set of texts as the product writes it: characters, `any` for any number of characters and `one` for one character.
 * A pattern is itself a text, so that lists of a hundred thousand of them cost what texts cost.
 */
export type Pattern = string

/** Any number of characters; a code point that no text can hold. */
export const any = '\uFFFF'
/** Exactly one character. */
export const one = '\uFFFE'

/** The pattern of a wildcard expression. */
export function wildcard(text: string): Pattern {
  return text.replaceAll('*', any).replaceAll('?', one)
}

/** The pattern of all texts that contain the text. */
export function containing(text: string): Pattern {
  return any + text + any
}

/** Whether only one text fits the pattern: the pattern itself. */
export function isLiteral(pattern: Pattern): boolean {
  return !pattern.includes(any) && !pattern.includes(one)
}

/** Literal characters before the first wildcard. */
export function headOf(pattern: Pattern): string {
  for (let at = 0; at < pattern.length; at++) if (isWild(pattern[at])) return pattern.slice(0, at)
  return pattern
}

/** Literal characters after the last wildcard. */
export function tailOf(pattern: Pattern): string {
  for (let at = pattern.length - 1; at >= 0; at--) if (isWild(pattern[at])) return pattern.slice(at + 1)
  return pattern
}

function isWild(character: string | undefined): boolean {
  return character === any || character === one
}

/** Whether the text fits the pattern. */
export function fits(pattern: Pattern, text: string): boolean {
  // A text is a pattern without wildcards, of which comparing character by character says all there is.
  return covers(pattern, text)
}

/** Whether some text fits both patterns. */
export function meets(left: Pattern, right: Pattern): boolean {
  if (isLiteral(left)) return fits(right, left)
  if (isLiteral(right)) return fits(left, right)
  if (!oneStartsTheOther(headOf(left), headOf(right)) || !oneEndsTheOther(tailOf(left), tailOf(right))) return false
  // reached[at]: some text fits the part of `left` that was read and right[0..at).
  let reached = emptyFits(right)
  for (let read = 0; read < left.length; read++) {
    const taken = left[read]
    const next: boolean[] = [taken === any && reached[0] === true]
    for (let at = 1; at <= right.length; at++) {
      const other = right[at - 1]
      next.push(
        taken === any || other === any
          ? reached[at] === true || next[at - 1] === true
          : reached[at - 1] === true && agree(taken, other),
      )
    }
    reached = next
  }
  return reached[right.length] === true
}

/** Which beginnings of a pattern the empty text fits. */
function emptyFits(pattern: Pattern): readonly boolean[] {
  const fitting = [true]
  for (let at = 0; at < pattern.length; at++) fitting.push(fitting[at] === true && pattern[at] === any)
  return fitting
}

function agree(left: string | undefined, right: string | undefined): boolean {
  return left === right || left === one || right === one
}

function oneStartsTheOther(left: string, right: string): boolean {
  return left.startsWith(right) || right.startsWith(left)
}

function oneEndsTheOther(left: string, right: string): boolean {
  return left.endsWith(right) || right.endsWith(left)
}

/**
 * Whether every text of `inner` fits `outer`, as far as comparing them character by character shows: true is certain,
 * false may be wrong where wildcards stand side by side.
 */
export function covers(outer: Pattern, inner: Pattern): boolean {
  let [at, read, star, resume] = [0, 0, -1, 0]
  while (read < inner.length) {
    const wanted = outer[at]
    const given = inner[read]
    if (wanted === any) {
      star = at++
      resume = read
    } else if (wanted !== undefined && given !== any && (wanted === one || wanted === given)) {
      at++
      read++
    } else if (star >= 0) {
      at = star + 1
      read = ++resume
    } else return false
  }
  while (outer[at] === any) at++
  return at === outer.length
}
