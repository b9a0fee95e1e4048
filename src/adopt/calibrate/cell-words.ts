import type { Words } from '../../dialect/dialect.ts'
import type { FieldShape } from '../../model/setting-shapes.ts'
import { yesNoWords } from './plain-forms.ts'

/** How the cells of a column would have to be read to be a field's: as they are, or by words. */
export type CellForm = 'as it is' | Words

/** Ways in which cells may be what is wanted of them, row by row; none where they cannot be. */
export function cellForms(
  shape: FieldShape | undefined,
  cells: readonly (readonly [held: string, wanted: string])[],
  same: (held: string, wanted: string) => boolean,
): readonly CellForm[] {
  const plain: readonly CellForm[] = cells.every(([held, wanted]) => same(held, wanted)) ? ['as it is'] : []
  // Two columns of yes and no may say the opposite of each other by chance: none of their forms goes before another.
  if (shape?.kind === 'boolean')
    return yesNoWords.filter((words) => cells.every(([held, wanted]) => (words[wanted] ?? wanted) === held))
  if (shape?.oneOf === undefined) return plain
  const words = wordsOf(cells)
  return words === undefined ? plain : [...plain, words]
}

/** What both looks leave possible of a column. */
export function bothForms(left: readonly CellForm[], right: readonly CellForm[]): readonly CellForm[] {
  return left.flatMap((one) =>
    right.flatMap((other): readonly CellForm[] => {
      if (one === 'as it is' || other === 'as it is') return one === other ? [one] : []
      const words = wordsOf([...Object.entries(one), ...Object.entries(other)].map(([value, word]) => [word, value]))
      return words === undefined ? [] : [words]
    }),
  )
}

/** The one form that is left of a column; undefined where several are, or where words were seen of one value alone. */
export function settledForm(forms: readonly CellForm[]): CellForm | undefined {
  if (forms.includes('as it is')) return 'as it is'
  const [only, ...others] = forms.filter((form) => Object.keys(form).length > 1)
  return others.length === 0 ? only : undefined
}

/** The words of a form; undefined where they are the values themselves. */
export function wordsOfForm(form: CellForm): Words | undefined {
  if (form === 'as it is') return undefined
  return Object.entries(form).every(([value, word]) => value === word) ? undefined : form
}

/** One word for each value and one value for each word; undefined where they contradict each other. */
function wordsOf(cells: readonly (readonly [held: string, wanted: string])[]): Words | undefined {
  const words = new Map<string, string>()
  for (const [held, wanted] of cells) {
    if ((held === '') !== (wanted === '') || (words.get(wanted) ?? held) !== held) return undefined
    if (held !== '') words.set(wanted, held)
  }
  return new Set(words.values()).size === words.size ? Object.fromEntries(words) : undefined
}
