/** A variable or its opposite: twice the variable, plus one for the opposite. */
export type SatLiteral = number

/** The opposite of a literal. */
export function opposite(literal: SatLiteral): SatLiteral {
  return literal ^ 1
}
