import { REFUSED, type Refused } from './refused.ts'

/** What a plain scalar of the subset stands for. */
export type PlainValue = string | number | boolean | null

const INTEGER = /^(?:0|-?[1-9][0-9]{0,14})$/
const DECIMAL = /^(?:0|[1-9][0-9]{0,8})\.[0-9]{0,5}[1-9]$/

/** All that any version of YAML may take for a number: octal, hexadecimal, exponents, sexagesimal, underscores. */
const PERHAPS_NUMBER =
  /^[-+]?(?:0[xXoObB][0-9a-fA-F_]*|[0-9][0-9_,]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]*)?|[0-9][0-9_]*(?::[0-9]*)+(?:\.[0-9]*)?)$/

/** Words that some version or some reader of YAML takes for a truth value or for nothing, in any case. */
const PERHAPS_WORD = /^(?:y|n|yes|no|on|off|true|false|null)$/i
const LONGEST_WORD = 5

/** Whether a plain scalar may start here; everything else has a meaning of its own, or nearly. */
export function startsPlain(code: number, next: number): boolean {
  if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || isDigit(code)) return true
  return code === 0x2f || code === 0x5f || (code >= 0xa1 && !isQuote(code)) || (code === 0x2d && isDigit(next))
}

/** Typographic quotes, which most likely stand for those of YAML. */
function isQuote(code: number): boolean {
  return (code >= 0x2018 && code <= 0x201f) || code === 0xab || code === 0xbb
}

/** The value of a plain scalar by the core schema of YAML 1.2; texts that other versions read differently are refused. */
export function plainValue(text: string): PlainValue | Refused {
  const first = text.charCodeAt(0)
  if (isDigit(first) || first === 0x2d) return numberOrText(text)
  if (text.length > LONGEST_WORD) return text
  if (text === 'true') return true
  if (text === 'false') return false
  if (text === 'null') return null
  return PERHAPS_WORD.test(text) ? REFUSED : text
}

function numberOrText(text: string): string | number | Refused {
  if (INTEGER.test(text) || DECIMAL.test(text)) return Number(text)
  return PERHAPS_NUMBER.test(text) ? REFUSED : text
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}
