/** What a text lacks of its form. */
export interface Fault {
  /** Why it is not of the form, as the end of a sentence; absent where nothing more is known. */
  readonly reason?: string
  /** What was meant, where only one thing can have been. */
  readonly meant?: string
}

/** A form that a text which people write has to have: an address, a network, a host, a day. */
export interface Form {
  /** What such texts are about; findings have a code for each. */
  readonly subject: 'address' | 'network' | 'host' | 'url' | 'date' | 'time-zone'
  /** What a text of this form is: `IP address`. */
  readonly name: string
  /** How such a text is written, for advice: `"10.81.0.11"`. */
  readonly like: string
  /** Whether a text is of this form. It is asked of every text there is, nearly all of which are. */
  readonly fits: (text: string) => boolean
  /** What is wrong with a text that is not of this form. */
  readonly faultOf: (text: string) => Fault
}

/** A text as a message shows it: not longer than a line, and without what may be a password in a URL. */
export function shownText(text: string): string {
  const safe = text.replaceAll(/\S+/g, withoutPassword)
  return safe.length > 60 ? `${safe.slice(0, 57)}…` : safe
}

function withoutPassword(word: string): string {
  const [start, end] = [word.indexOf('://'), word.lastIndexOf('@')]
  return start >= 0 && start < end ? `${word.slice(0, start)}://…${word.slice(end)}` : word
}
