import { createInterface, type Interface } from 'node:readline'

/** Whoever sits at standard input. */
export interface Asker {
  readonly ask: (question: string) => Promise<string | undefined>
  /** Lets go of the input, so that the process can end. */
  close(): void
}

/** Puts questions to standard input, a line each. Nothing is read before the first question. */
export function askerOf(input: NodeJS.ReadStream, output: NodeJS.WriteStream, stop: AbortSignal): Asker {
  let reader: Interface | undefined
  let lines: AsyncIterator<string> | undefined
  const open = (): AsyncIterator<string> => {
    reader = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
    stop.addEventListener('abort', () => reader?.close())
    return reader[Symbol.asyncIterator]()
  }
  return {
    async ask(question) {
      output.write(question)
      lines ??= open()
      const { done, value } = await lines.next()
      // Who sees no answer being typed is told where the question ends.
      if (!input.isTTY) output.write('\n')
      return done === true ? undefined : value
    },
    close: () => reader?.close(),
  }
}
