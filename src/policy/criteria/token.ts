/** The smallest pieces of a written criteria, with their offsets; texts of strings are decoded. */
export interface Token {
  readonly kind: 'word' | 'string' | 'number' | 'symbol' | 'settings' | 'end' | 'unknown'
  readonly text: string
  readonly start: number
  readonly end: number
}

interface Form {
  readonly kind: Token['kind']
  readonly pattern: RegExp
}

const string: Form = { kind: 'string', pattern: /"(?:[^"\\\n]|\\.)*"/y }
const settings: Form = { kind: 'settings', pattern: /<(?:[^>\\\n]|\\.)*>/y }
const number: Form = { kind: 'number', pattern: /-?\d+(?![\w.])/y }
const word: Form = { kind: 'word', pattern: /[\p{L}_\d][\p{L}\d_.-]*/uy }
const symbol: Form = { kind: 'symbol', pattern: /[(),+=:]/y }

/** What may begin with a character, in the order in which it is tried; with any other character only a word may. */
const forms = new Map<string, readonly Form[]>([
  ['"', [string]],
  ['<', [settings]],
  ...Array.from('-0123456789', (digit) => [digit, [number, word]] as const),
  ...Array.from('(),+=:', (sign) => [sign, [symbol]] as const),
])
const words = [word]

/** Cuts a text into tokens; what fits nothing is a token of the kind `unknown`, so that nothing is lost. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = []
  for (let at = blanksEnd(text, 0); at < text.length;) {
    const token = tokenAt(text, at)
    tokens.push(token)
    at = blanksEnd(text, token.end)
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length })
  return tokens
}

const blanks = /\s*/y

function blanksEnd(text: string, at: number): number {
  return fitEnd(blanks, text, at) ?? at
}

function tokenAt(text: string, at: number): Token {
  for (const { kind, pattern } of forms.get(text.charAt(at)) ?? words) {
    const end = fitEnd(pattern, text, at)
    if (end !== undefined) return { kind, text: decode(kind, text.slice(at, end)), start: at, end }
  }
  return { kind: 'unknown', text: text.charAt(at), start: at, end: at + 1 }
}

/** Where what fits a pattern ends: a test, unlike a match, makes no list of what was found. */
function fitEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : undefined
}

function decode(kind: Token['kind'], text: string): string {
  if (kind !== 'string' && kind !== 'settings') return text
  const inside = text.slice(1, -1)
  if (!inside.includes('\\')) return inside
  return inside.replace(/\\(.)/gs, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped))
}

/** Writes a text as a string of the criteria language. */
export function quote(text: string): string {
  return `"${escapeText(text).replaceAll('"', '\\"')}"`
}

/** Writes the name of a settings object as the criteria language has it, in angle brackets. */
export function bracket(name: string): string {
  return `<${escapeText(name).replaceAll('>', '\\>')}>`
}

function escapeText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t')
}
