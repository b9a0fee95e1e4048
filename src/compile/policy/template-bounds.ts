import type { handlebars } from '../libraries/handlebars.ts'

/** Most rounds of all loops in one expansion: loops in loops over a short list take longer than anybody waits. */
const MOST_ROUNDS = 100_000

/** Most characters of a template, and of what it writes: what a file of YAML may hold. */
const MOST_TEXT = 2 * 1024 * 1024

/** Most of what a reader of templates takes long for: it goes through all that is open at each of them. */
const MOST_TAGS = 5000
const MOST_PARENTHESES = 2000

/** Refuses a template that would take minutes to read. */
export function refuseLong(text: string): void {
  if (text.length > MOST_TEXT) throw new Error(`it has more than ${MOST_TEXT} characters`)
  if (text.split('{{').length > MOST_TAGS + 1) throw new Error(`it has more than ${MOST_TAGS} tags`)
  if (text.split('(').length > MOST_PARENTHESES + 1) throw new Error(`it has more than ${MOST_PARENTHESES} parentheses`)
}

/** What a template wrote, if that is no longer than a file of YAML may be. */
export function boundText(text: string): string {
  if (text.length > MOST_TEXT) throw new Error(`it writes more than ${MOST_TEXT} characters`)
  return text
}

/** Makes the loops of an environment end; what it returns begins to count anew. */
export function boundLoops(environment: ReturnType<typeof handlebars>): () => void {
  let rounds = 0
  const each = environment.helpers['each']
  if (each === undefined) throw new Error('this handlebars has no loops')
  environment.registerHelper('each', function (this: unknown, items: unknown, options?: Handlebars.HelperOptions) {
    if (options === undefined) return Reflect.apply(each, this, [items]) as unknown
    let written = 0
    const fn: Handlebars.TemplateDelegate = (...given) => {
      rounds += 1
      if (rounds > MOST_ROUNDS) throw new Error(`its loops go round more than ${MOST_ROUNDS} times`)
      const text = options.fn(...given)
      written += text.length
      if (written > MOST_TEXT) throw new Error(`it writes more than ${MOST_TEXT} characters`)
      return text
    }
    return Reflect.apply(each, this, [items, { ...options, fn }]) as unknown
  })
  return () => {
    rounds = 0
  }
}
