import type { Appearance } from '../appearance.ts'

/** The drawing characters of text reports, with an ASCII twin for each. */
export interface Glyphs {
  readonly bar: string
  readonly caret: string
  readonly ellipsis: string
  readonly dash: string
  readonly arrow: string
  readonly bullet: string
  readonly done: string
  readonly failed: string
  readonly branch: string
  readonly lastBranch: string
  readonly trunk: string
  readonly horizontal: string
  readonly corners: {
    readonly topLeft: string
    readonly topRight: string
    readonly bottomLeft: string
    readonly bottomRight: string
  }
}

const drawn: Glyphs = {
  bar: '│',
  caret: '^',
  ellipsis: '…',
  dash: '–',
  arrow: '→',
  bullet: '•',
  done: '✓',
  failed: '✗',
  branch: '├─',
  lastBranch: '└─',
  trunk: '│ ',
  horizontal: '─',
  corners: { topLeft: '┌', topRight: '┐', bottomLeft: '└', bottomRight: '┘' },
}

const typed: Glyphs = {
  bar: '|',
  caret: '^',
  ellipsis: '...',
  dash: '-',
  arrow: '->',
  bullet: '*',
  done: 'ok',
  failed: 'x',
  branch: '|-',
  lastBranch: '`-',
  trunk: '| ',
  horizontal: '-',
  corners: { topLeft: '+', topRight: '+', bottomLeft: '+', bottomRight: '+' },
}

/** The glyphs that an appearance can show. */
export function glyphsOf({ unicode }: Pick<Appearance, 'unicode'>): Glyphs {
  return unicode ? drawn : typed
}
