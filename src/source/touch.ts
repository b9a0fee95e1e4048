/** Who wrote a line last, as far as the history that is there says. */
export type Touch =
  | {
      readonly kind: 'commit'
      /** Full commit id. */
      readonly commit: string
      readonly author: string
      /** YYYY-MM-DD, as the author's clock said, or `undated`. */
      readonly date: string
      readonly summary: string
      /** The history of this clone ends here: the line may be older. */
      readonly isOldest: boolean
    }
  | { readonly kind: 'not committed' }
