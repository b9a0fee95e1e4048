/** The smallest pieces of a written criteria, with their offsets; texts of strings are decoded. */
export interface Token {
  readonly kind: 'word' | 'string' | 'number' | 'symbol' | 'settings' | 'end' | 'unknown'
  readonly text: string
  readonly start: number
  readonly end: number
}

const patterns: readonly { readonly kind: Token['kind']; readonly pattern: RegExp }[] = [
  { kind: 'string', pattern: /"(?:[^"\\\n]|\\.)*"/y },
  { kind: 'settings', pattern: /<(?:[^>\\\n]|\\.)*>/y },
  { kind: 'number', pattern: /-?\d+(?![\w.])/y },
  { kind: 'word', pattern: /[\p{L}_\d][\p{L}\d_.-]*/uy },
  { kind: 'symbol', pattern: /[(),+=:]/y },
]

/** Cuts a text into tokens; what fits nothing is a token of the kind `unknown`, so that nothing is lost. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  for (;;) {
    while (/\s/.test(text.charAt(at))) at++
    if (at >= text.length) break
    const token = tokenAt(text, at)
    tokens.push(token)
    at = token.end
  }
  return [...tokens, { kind: 'end', text: '', start: text.length, end: text.length }]
}

function tokenAt(text: string, at: number): Token {
  for (const { kind, pattern } of patterns) {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found === undefined) continue
    return { kind, text: decode(kind, found), start: at, end: at + found.length }
  }
  return { kind: 'unknown', text: text.charAt(at), start: at, end: at + 1 }
}

function decode(kind: Token['kind'], text: string): string {
  if (kind !== 'string' && kind !== 'settings') return text
  return text
    .slice(1, -1)
    .replace(/\\(.)/gs, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped))
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
