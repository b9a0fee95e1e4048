/** A statement of the best-practice document, in our words, and what becomes of it. */
export interface Statement {
  readonly says: string
  /** `works`: Pader does it; `checked`: it finds what goes against it; `emulated`: the emulated product behaves so. */
  readonly becomes: 'works' | 'checked' | 'emulated'
  readonly by: string
  /** Rules that look after it, without `CM-`. */
  readonly rules?: string
  /** Where it is shown: a test file and the beginning of a test's title in it. */
  readonly shown?: readonly (readonly [file: string, title: string])[]
}
