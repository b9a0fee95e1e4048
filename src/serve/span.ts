/** What is said of a span or of something that happens in it; what is undefined is left out. */
export type Facts = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>

/** A stretch of work in a trace. */
export interface Span {
  /** A part of this work that begins now, or is over now and took so many milliseconds. */
  begin(name: string, facts?: Facts, took?: number): Span
  /** Something that happens at a moment of it. */
  note(name: string, facts?: Facts): void
  /** It is over; `failed` says why where it did not do what it was for. */
  end(facts?: Facts, failed?: string): void
}

/** Where traces go. */
export interface Traces {
  /** The work that a trace is about; `id` is 32 hexadecimal digits. */
  begin(id: string, name: string, facts: Facts): Span
  /** Sends what is left, for a while at most. */
  close(): Promise<void>
}

const nothing: Span = { begin: () => nothing, note: () => undefined, end: () => undefined }

/** Traces that nobody collects. */
export const noTraces: Traces = { begin: () => nothing, close: async () => Promise.resolve() }
