/** What whoever meets the hold of a rollback is told of it, unless its caller has said something else. */
export function whileUnfinished(words: string): string {
  return `${UNFINISHED}${words}`
}

/** The same when nothing is left of it to be done. */
export function onceDone(why: string): string {
  return why.startsWith(UNFINISHED) ? `${DONE}${why.slice(UNFINISHED.length)}` : why
}

/** The same when what is left of it is nothing that it could do. */
export function onceLeft(why: string): string {
  return why.startsWith(UNFINISHED) ? `${onceDone(why)}${LEFT}` : why
}

/** The same when there was nothing that could be done. */
export function inVainOf(why: string): string {
  return why.startsWith(UNFINISHED) ? `${why}: nothing could be taken back` : why
}

/** The same when another one goes on with what it had left. */
export function onceAgain(why: string): string {
  return why.startsWith(DONE) && why.endsWith(LEFT) ? `${UNFINISHED}${why.slice(DONE.length, -LEFT.length)}` : why
}

const UNFINISHED = 'rolling back '
const DONE = 'rolled back '
const LEFT = ', but for what is left to a person'
