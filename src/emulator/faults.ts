/** What goes wrong with a request; each fault is used up when it strikes, unless it is told to stay. */
export type Fault =
  /** The session is gone when the request arrives. */
  | { readonly kind: 'lose session' }
  /** A commit answers 200, and this node never hears of it. */
  | { readonly kind: 'leave behind'; readonly node: string }
  /** The answer takes this long. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** The web server's own error page. */
  | { readonly kind: 'html error' }
  /** 200 without a body where XML is due. */
  | { readonly kind: 'empty answer' }
  /** The request takes effect and the answer never arrives. */
  | { readonly kind: 'lost reply' }
  /** The connection ends before the request took effect. */
  | { readonly kind: 'reset' }
  /** An insert is refused as a duplicate. */
  | { readonly kind: 'duplicate' }
  /** An administrator saves something between the last read and this request. */
  | { readonly kind: 'colleague saves' }
  /** The body breaks off in the middle. */
  | { readonly kind: 'cut body' }

/** When a fault strikes. */
export interface ArmedFault {
  readonly fault: Fault
  /** Method and the beginning of the path below the base, for example `POST commit`; absent = every request. */
  readonly on?: string
  /** Requests that match and pass before it strikes. */
  readonly after?: number
  /** How often it strikes; once unless given. */
  readonly times?: number
}

/** The faults that wait for their request. */
export interface FaultBook {
  readonly armed: { readonly entry: ArmedFault; passed: number; struck: number }[]
}

/** Arms a fault. */
export function arm(book: FaultBook, entry: ArmedFault): void {
  book.armed.push({ entry, passed: 0, struck: 0 })
}

/** The faults that strike this request; those used up are removed. */
export function strike(book: FaultBook, method: string, path: string): readonly Fault[] {
  const struck: Fault[] = []
  const called = `${method} ${path}`
  for (const armed of book.armed) {
    const { entry } = armed
    if (entry.on !== undefined && !called.startsWith(entry.on)) continue
    if (armed.passed < (entry.after ?? 0)) {
      armed.passed += 1
      continue
    }
    armed.struck += 1
    struck.push(entry.fault)
  }
  const left = book.armed.filter(({ entry, struck: often }) => often < (entry.times ?? 1))
  book.armed.splice(0, book.armed.length, ...left)
  return struck
}
