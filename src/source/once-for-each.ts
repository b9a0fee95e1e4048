/** A question about an object, worked out once for each object, however many ask: the same object has the same answer. */
export function onceForEach<Asked extends object, Answer>(workOut: (about: Asked) => Answer): (about: Asked) => Answer {
  return remembering(new WeakMap<Asked, Known<Answer>>(), workOut)
}

/** The same for a question about a text. All answers are kept as long as somebody can ask. */
export function onceForEachText<Answer, Text extends string>(
  workOut: (about: Text) => Answer,
): (about: Text) => Answer {
  return remembering(new Map<Text, Known<Answer>>(), workOut)
}

/** The same where the same few texts come again and again: so many answers are kept, and which was asked for longest ago goes. */
export function onceForRecentTexts<Answer>(
  most: number,
  workOut: (about: string) => Answer,
): (about: string) => Answer {
  const kept = new Map<string, Known<Answer>>()
  return remembering(
    {
      get: (text) => {
        const known = kept.get(text)
        if (known !== undefined && kept.delete(text)) kept.set(text, known)
        return known
      },
      set: (text, known) => {
        kept.set(text, known)
        const [oldest] = kept.keys()
        if (kept.size > most && oldest !== undefined) kept.delete(oldest)
      },
    },
    workOut,
  )
}

interface Known<Answer> {
  readonly answer: Answer
}

/** Where answers are kept by what was asked about. */
interface Memory<Asked, Answer> {
  get(about: Asked): Known<Answer> | undefined
  set(about: Asked, known: Known<Answer>): unknown
}

function remembering<Asked, Answer>(
  memory: Memory<Asked, Answer>,
  workOut: (about: Asked) => Answer,
): (about: Asked) => Answer {
  return (about) => {
    const known = memory.get(about)
    if (known !== undefined) return known.answer
    const answer = workOut(about)
    memory.set(about, { answer })
    return answer
  }
}
