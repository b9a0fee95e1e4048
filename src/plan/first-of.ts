/** A step that replaces something, with what it found. */
interface Replacing {
  readonly before?: unknown
  readonly after: unknown
}

type Held<Step extends Replacing> = Step['before'] | Step['after']

/**
 * The step that found what was there before Pader wrote something. One that found neither what an earlier one left nor what that
 * found came after somebody else, whose change is what was there before.
 */
export function firstOf<Step extends Replacing>(
  [first, ...rest]: readonly [Step, ...Step[]],
  isSame: (left: Held<Step>, right: Held<Step>) => boolean = Object.is,
): Step {
  let start = first
  let known: Held<Step>[] = [first.before, first.after]
  for (const step of rest) {
    if (!known.some((one) => isSame(one, step.before))) [start, known] = [step, [step.before]]
    known.push(step.after)
  }
  return start
}
