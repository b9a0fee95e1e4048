/**
 * Tells V8 that this process ends after seconds: a function has to run fifteen times as long as usual before it is
 * optimised. Optimising on the usual terms took two fifths of the processor time of a compile and saved less. Only the V8
 * of Node 20 has this setting; later ones have a compiler between the two, which costs little.
 */
export function expectShortRun(v8: string): void {
  if (v8.startsWith('11.')) process.getBuiltinModule('node:v8').setFlagsFromString('--interrupt-budget=1000000')
}
