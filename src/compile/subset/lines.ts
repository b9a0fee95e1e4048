const SPACE = 0x20
const NEWLINE = 0x0a
const HASH = 0x23

/** A place in a text that moves from one line with content to the next; blank lines and comments are passed over. */
export class Lines {
  readonly text: string
  /** Offset of the next character to read. */
  at = 0
  /** Column of the current line's first character that is not a space; -1 behind the last line. */
  indent = -1
  #start = 0

  constructor(text: string) {
    this.text = text
    this.#seek(0)
  }

  /** Column of the next character. */
  get column(): number {
    return this.at - this.#start
  }

  /** Whether no line with content is left. */
  get ended(): boolean {
    return this.indent < 0
  }

  /** The next character; not a number at the end of the text. */
  get code(): number {
    return this.text.charCodeAt(this.at)
  }

  /** The character after the next. */
  get next(): number {
    return this.text.charCodeAt(this.at + 1)
  }

  skipSpaces(): void {
    while (this.code === SPACE) this.at += 1
  }

  /** Whether nothing but spaces and a comment is left of the line, which is then left for the next one with content. */
  endLine(): boolean {
    const before = this.at
    this.skipSpaces()
    const { code } = this
    if (code === NEWLINE || Number.isNaN(code)) this.#seek(this.at + 1)
    else if (code === HASH && (this.at > before || this.text.charCodeAt(this.at - 1) === SPACE)) this.leaveLine()
    else return false
    return true
  }

  /** Goes to the next line with content, whatever is left of this one. */
  leaveLine(): void {
    this.#seek(this.endOfLine() + 1)
  }

  /** Offset of the end of the line. */
  endOfLine(): number {
    const end = this.text.indexOf('\n', this.at)
    return end < 0 ? this.text.length : end
  }

  #seek(from: number): void {
    const { text } = this
    let start = from
    for (;;) {
      let at = start
      while (text.charCodeAt(at) === SPACE) at += 1
      const code = text.charCodeAt(at)
      if (Number.isNaN(code)) return this.#end()
      if (code !== NEWLINE && code !== HASH) return this.#settle(start, at)
      const end = code === NEWLINE ? at : text.indexOf('\n', at)
      if (end < 0) return this.#end()
      start = end + 1
    }
  }

  #settle(start: number, at: number): void {
    this.#start = start
    this.at = at
    this.indent = at - start
  }

  #end(): void {
    this.at = this.text.length
    this.indent = -1
  }
}
