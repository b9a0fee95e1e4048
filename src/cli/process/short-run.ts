import { setFlagsFromString } from 'node:v8'

/**
 * Tells V8 that this process ends after seconds: a function has to run fifteen times as long as usual before it is
 * optimised. Optimising on the usual terms took two fifths of the processor time of a compile and saved less.
 */
export function expectShortRun(): void {
  setFlagsFromString('--interrupt-budget=1000000')
}
