/** How often V8 waits as long as usual before it optimises anything, where what runs is over within seconds. */
const TIMES = 25

/** After how many calls, or turns of a loop, the compilers of V8 12 and later step in; what V8 has by itself. */
const CALLS_BEFORE = { maglev: 400, 'maglev-osr': 100, turbofan: 3000, osr: 500 }

/**
 * Tells V8 that this process ends after seconds: a function has to run many times as long as usual before it is optimised.
 * Optimising on the usual terms takes two fifths of the processor time of a compile on Node 20, and a tenth on later ones,
 * and saves less.
 */
export function expectShortRun(v8: string): void {
  for (const setting of shortRunSettings(v8)) process.getBuiltinModule('node:v8').setFlagsFromString(setting)
}

/** What this version of V8 is told; nothing where its settings are not known, since it would complain of a wrong one. */
export function shortRunSettings(v8: string): readonly string[] {
  const version = Number.parseInt(v8)
  if (version === 11) return ['--interrupt-budget=1000000']
  const isKnown = version >= 12 && version <= 14
  if (!isKnown) return []
  return Object.entries(CALLS_BEFORE).map(([compiler, calls]) => `--invocation-count-for-${compiler}=${calls * TIMES}`)
}
