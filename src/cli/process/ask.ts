import type { Interface } from 'node:readline'

/** Whoever sits at standard input. */
export interface Asker {
  readonly ask: (question: string) => Promise<string | undefined>
  /** Lets go of the input, so that the process can end. */
  close(): void
}

/** Puts questions to standard input, a line each. The streams are asked for at the first question: few runs have one. */
export function askerOf(
  streams: () => { readonly input: NodeJS.ReadStream; readonly output: NodeJS.WriteStream },
  stop: AbortSignal,
): Asker {
  let reader: Interface | undefined
  let lines: AsyncIterator<string> | undefined
  const open = (input: NodeJS.ReadStream): AsyncIterator<string> => {
    reader = process.getBuiltinModule('node:readline').createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
    stop.addEventListener('abort', () => reader?.close())
    return reader[Symbol.asyncIterator]()
  }
  return {
    async ask(question) {
      const { input, output } = streams()
      output.write(question)
      lines ??= open(input)
      const { done, value } = await lines.next()
      // Who sees no answer being typed is told where the question ends.
      if (!input.isTTY) output.write('\n')
      return done === true ? undefined : value
    },
    close: () => reader?.close(),
  }
}
