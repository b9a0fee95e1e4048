/** A request as plain data: what the network server and an in-memory client both hand to the state machine. */
export interface HttpRequest {
  /** Upper case, for example `GET`. */
  readonly method: string
  /** As on the request line: path, matrix parameters and query. */
  readonly target: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Uint8Array
  readonly scheme: 'http' | 'https'
}

/** What comes back: an answer, or a connection that ends without one or in the middle of one. */
export type HttpResponse = HttpAnswer | { readonly kind: 'reset'; readonly delay: number; readonly begun?: HttpAnswer }

/** An answer as plain data. */
export interface HttpAnswer {
  readonly kind: 'answer'
  readonly status: number
  /** Names as they are sent; a name may occur more than once. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string | Uint8Array
  /** Milliseconds that the answer takes; the state machine itself never waits. */
  readonly delay: number
}

/** Media type of a line of text. */
export const PLAIN = 'text/plain;charset=UTF-8'

/** An answer with a body of the given media type. */
export function answer(status: number, contentType: string, body: string | Uint8Array): HttpAnswer {
  return { kind: 'answer', status, headers: [['Content-Type', contentType]], body, delay: 0 }
}

/** Success without a body; it must not be declared as XML, since strict clients parse by Content-Type. */
export function emptyAnswer(): HttpAnswer {
  return { kind: 'answer', status: 200, headers: [], body: '', delay: 0 }
}

/** Success that says one thing in words. */
export function plainAnswer(text: string): HttpAnswer {
  return answer(200, PLAIN, `${text}\n`)
}

/** A refusal of the domain: one line of text. */
export function refusal(status: number, text: string): HttpAnswer {
  return answer(status, PLAIN, `${text}\n`)
}

/** A refusal of the web server below the interface: a page, as for a path that it does not know. */
export function errorPage(status: number, title: string): HttpAnswer {
  const html = `<!doctype html><html><head><title>HTTP Status ${status}</title></head><body><h1>HTTP Status ${status}</h1><p>${title}</p></body></html>`
  return answer(status, 'text/html;charset=utf-8', html)
}

/** The same answer with one more header. */
export function withHeader(response: HttpAnswer, name: string, value: string): HttpAnswer {
  return { ...response, headers: [...response.headers, [name, value]] }
}
