/** A question about an object, worked out once for each object, however many ask: the same object has the same answer. */
export function onceForEach<Asked extends object, Answer>(workOut: (about: Asked) => Answer): (about: Asked) => Answer {
  const memory = new WeakMap<Asked, { readonly answer: Answer }>()
  return (about) => {
    const known = memory.get(about)
    if (known !== undefined) return known.answer
    const answer = workOut(about)
    memory.set(about, { answer })
    return answer
  }
}

/** The same for a question about a text. All answers are kept as long as somebody can ask. */
export function onceForEachText<Answer>(workOut: (about: string) => Answer): (about: string) => Answer {
  const memory = new Map<string, { readonly answer: Answer }>()
  return (about) => {
    const known = memory.get(about)
    if (known !== undefined) return known.answer
    const answer = workOut(about)
    memory.set(about, { answer })
    return answer
  }
}
