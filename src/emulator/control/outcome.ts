/** What came of a command. */
export type ControlOutcome = { readonly kind: 'done' } | { readonly kind: 'refused'; readonly text: string }
