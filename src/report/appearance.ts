/** How a report may look where it is going: decided once at the edge, from the terminal, the environment and flags. */
export interface Appearance {
  readonly color: boolean
  /** Whether glyphs outside ASCII can be shown; without it, drawings and input are written in ASCII. */
  readonly unicode: boolean
  /** Width in columns that lines should keep to. */
  readonly columns: number
}

/** How a report looks in a file, or wherever nobody said anything else. */
export const plain: Appearance = { color: false, unicode: true, columns: 80 }
