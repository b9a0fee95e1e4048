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

/** What a name looks like: in small letters, with a Latin letter for each one of another script that looks like it. */
export function lookOf(name: string): string {
  return Array.from(name.normalize('NFKC').toLowerCase(), (letter) => LOOKS.get(letter) ?? letter).join('')
}

/** The characters by which one of two names that look alike is told from the other, as code points. */
export function strangeLetters(name: string): readonly string[] {
  const strange = Array.from(name).filter(
    (letter) => letter !== letter.normalize('NFKC') || LOOKS.has(letter.toLowerCase()),
  )
  return [...new Set(strange)].map(
    (letter) => `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  )
}
