const hidden = '[secret]'

/**
 * A secret as a value that cannot be printed by accident: every usual way of turning it into text gives `[secret]`.
 * `reveal` is called where the secret leaves the process, and nowhere else.
 */
export class Secret {
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }
  reveal(): string {
    return this.#text
  }
  toString(): string {
    return hidden
  }
  toJSON(): string {
    return hidden
  }
  [Symbol.toPrimitive](): string {
    return hidden
  }
  /** What the inspector of Node shows. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return hidden
  }
}
