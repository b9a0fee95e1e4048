/** Says that a text is outside the subset; what is outside is read by `yaml`, which is the authority. */
export const REFUSED: unique symbol = Symbol('refused')

/** Says that a text is outside the subset. */
export type Refused = typeof REFUSED
