/** Asks once, and keeps the answer; a question that failed is asked again. */
export function onlyOnce<Value>(question: () => Promise<Value>): () => Promise<Value> {
  let known: { readonly value: Value } | undefined
  return async () => {
    known ??= { value: await question() }
    return known.value
  }
}
