import type { Diagnostic } from '../../source/diagnostic.ts'
import { lookOf, strangeLetters } from '../../source/look-alike.ts'
import type { Place } from '../../source/place.ts'

interface Named {
  readonly name: string
  readonly place: Place
}

/** Says which names of one kind of object look like one another on the screen and are two. */
export function* lookAlikes(what: string, objects: readonly Named[]): Generator<Diagnostic> {
  const first = new Map<string, Named>()
  for (const object of objects) {
    const look = lookOf(object.name)
    const before = first.get(look)
    if (before === undefined) first.set(look, object)
    if (before === undefined || before.name === object.name) continue
    const strange = strangeLetters(object.name, before.name)
    // Names that differ in case are told apart by eye, and meant by whoever wrote them.
    if (strange === undefined) continue
    yield {
      code: 'POL-LOOK-ALIKE',
      severity: 'warning',
      message: `the ${what} "${object.name}" and "${before.name}" look alike and are two: ${strange}`,
      place: object.place,
      related: [{ place: before.place, note: 'the other one' }],
      why: 'who reads a rule cannot see which of the two it means',
      help: 'write one of them with Latin letters, or give it another name',
    }
  }
}
