/** Letters of other scripts that look like a Latin one in most fonts, small letters only. */
const LOOKS: ReadonlyMap<string, string> = new Map(
  [
    ['\u0430\u03b1', 'a'],
    ['\u0441\u03f2', 'c'],
    ['\u0501', 'd'],
    ['\u0435\u0451', 'e'],
    ['\u04bb', 'h'],
    ['\u0456\u0131\u03b9', 'i'],
    ['\u0458', 'j'],
    ['\u043a\u03ba', 'k'],
    ['\u04cf', 'l'],
    ['\u043e\u03bf', 'o'],
    ['\u0440\u03c1', 'p'],
    ['\u0455', 's'],
    ['\u0442\u03c4', 't'],
    ['\u03c5', 'u'],
    ['\u03bd', 'v'],
    ['\u0445\u03c7', 'x'],
    ['\u0443', 'y'],
  ].flatMap(([letters = '', latin = '']) => Array.from(letters, (letter) => [letter, latin] as const)),
)

/** Names of nothing but these, as most are, look like what they are. */
const ASCII = /^[ -~]*$/

/** What a name looks like: in small letters, with a Latin letter for each one of another script that looks like it. */
export function lookOf(name: string): string {
  if (ASCII.test(name)) return name.toLowerCase()
  return Array.from(name.normalize('NFKC').toLowerCase(), (letter) => LOOKS.get(letter) ?? letter).join('')
}

/** By which characters names that look alike are told apart, in words; undefined where none only looks Latin. */
export function strangeLetters(...names: readonly string[]): string | undefined {
  const strange = names.flatMap((name) =>
    Array.from(name).filter((letter) => letter !== letter.normalize('NFKC') || LOOKS.has(letter.toLowerCase())),
  )
  const codes = [...new Set(strange)].map(unicodeNumber)
  if (codes.length === 0) return undefined
  return `${codes.join(', ')} ${codes.length === 1 ? 'only looks like a Latin letter' : 'only look like Latin letters'}`
}

/** Where a text has characters beyond ASCII that another one lacks, in words; undefined where it has none. */
export function strangersIn(text: string, other: string): string | undefined {
  if (ASCII.test(text)) return undefined
  const [letters, others] = [Array.from(text), Array.from(other)]
  const strangers = letters.flatMap((letter, index) => {
    if (ASCII.test(letter) || others.includes(letter)) return []
    const instead = letters.length === others.length ? ` and not "${others[index] ?? ''}"` : ''
    return [`character ${index + 1} is ${unicodeNumber(letter)}${instead}`]
  })
  return strangers.length === 0 ? undefined : strangers.join(', ')
}

/** The number of a character as Unicode writes it: `U+043E`. */
export function unicodeNumber(letter: string): string {
  const code = (letter.codePointAt(0) ?? 0).toString(16).toUpperCase()
  return `U+${code.padStart(4, '0')}`
}
