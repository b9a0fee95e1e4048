import type { Encoding, Words } from '../../dialect/dialect.ts'
import { settingShapes } from '../../model/setting-shapes.ts'
import type { SettingName } from '../../model/settings.ts'

/** Every way of keeping a value that is not a list of rows. */
export type PlainEncoding = Exclude<Encoding, { kind: 'rows' }>

/** How many of a finer unit make one of a coarser: seconds of a minute, milliseconds of an hour, percents of a whole. */
const factors = [1, 10, 24, 60, 100, 1_000, 1_440, 3_600, 60_000, 86_400, 3_600_000, 86_400_000]

const usualWords = [
  ['true', 'false'],
  ['1', '0'],
  ['yes', 'no'],
  ['on', 'off'],
  ['enabled', 'disabled'],
] as const

const spelt = [(word: string) => word, (word: string) => word.toUpperCase(), (word: string) => capital(word)]

/** Words that a yes or no is kept as; the second half says it the other way round, as "disabled" does of "enabled". */
export const yesNoWords: readonly Words[] = [
  ...new Map(
    [...usualWords, ...usualWords.map(([yes, no]) => [no, yes] as const)].flatMap(([yes, no]) =>
      spelt.map((spell) => [`${spell(yes)} ${spell(no)}`, { true: spell(yes), false: spell(no) }] as const),
    ),
  ).values(),
]

const booleans = yesNoWords.map((words): PlainEncoding =>
  words['true'] === 'true' ? { kind: 'boolean' } : { kind: 'boolean', words },
)
const numbers = factors.map((factor): PlainEncoding => (factor === 1 ? { kind: 'number' } : { kind: 'number', factor }))
const separators = [',', ', ', ';', '; ', ' ', '|', '\n']

/** The ways in which a setting may be kept that is no list of rows, as far as Pader can read them. */
export function plainForms(setting: SettingName): readonly PlainEncoding[] {
  const { kind } = settingShapes[setting]
  switch (kind) {
    case 'boolean':
      return booleans
    case 'number':
      return numbers
    case 'text':
    case 'endpoint':
      return [{ kind }]
    case 'texts':
    case 'endpoints': {
      const element = kind === 'texts' ? 'text' : 'endpoint'
      return [
        { kind: 'list', element },
        ...separators.map((separator) => ({ kind: 'joined', element, separator }) as const),
      ]
    }
    case 'rows':
      return []
  }
}

/** Whether words are among those that are looked for without having been seen. */
export function isUsual(words: Words): boolean {
  return yesNoWords.some((usual) => usual['true'] === words['true'] && usual['false'] === words['false'])
}

/** Whether a way of keeping says the opposite of what the UI shows; too odd to be believed on values alone. */
export function isReversed(encoding: PlainEncoding): boolean {
  if (encoding.kind !== 'boolean' || encoding.words === undefined) return false
  const yes = encoding.words['true']?.toLowerCase()
  return usualWords.some(([, no]) => no === yes)
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}
