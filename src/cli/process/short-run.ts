/** How many times as long as usual V8 waits before it optimises anything. */
const TIMES = 6

/** After how much work V8 11 optimises a function, and after how many calls, or turns of a loop, its successors do. */
const BUDGET = 67584
const CALLS = { maglev: 400, 'maglev-osr': 100, turbofan: 3000, osr: 500 }

/**
 * By how much V8 enlarges the room for new objects where it turns out too small: at once to what it may have at most. Step by
 * step it clears that room seven times in a compile of one location, and copies each time what the whole run needs.
 */
const ROOM_FOR_NEW = '--semi-space-growth-factor=16'

/**
 * Garbage among what has been held for longer is looked for when there is no more room, and not from early on in steps between
 * other work: in a compile of one location of a large fleet that search ended with the run, and took a sixth of its time.
 */
const NO_STEPS = '--no-incremental-marking'

/**
 * What a compile needs of Node. Its compiled code comes with Node and is taken by V8 only as long as the settings are the
 * usual ones; afterwards Node compiles these modules anew, which takes as long as a tenth of a run in which nothing changed.
 */
const NEEDED = ['node:v8', 'node:crypto', 'node:module', 'node:vm', 'node:os', 'node:process']

/**
 * Tells V8 that this process ends after seconds, so that a function has to run longer than usual before it is optimised,
 * new objects have room at once, and nothing is cleared away before it has to be. On the usual terms optimising takes more
 * instructions than it saves: a fifth of a cold compile of 10,000 nodes. Waiting much longer costs as much again, since large
 * compiles do need the optimised code.
 */
export function expectShortRun(v8: string): void {
  for (const name of NEEDED) process.getBuiltinModule(name)
  for (const setting of shortRunSettings(v8)) process.getBuiltinModule('node:v8').setFlagsFromString(setting)
}

/** What this version of V8 is told; nothing where its settings are not known, since it would complain of a wrong one. */
export function shortRunSettings(v8: string): readonly string[] {
  const version = Number.parseInt(v8)
  if (version === 11) return [ROOM_FOR_NEW, NO_STEPS, `--interrupt-budget=${BUDGET * TIMES}`]
  const isKnown = version >= 12 && version <= 14
  if (!isKnown) return []
  const later = Object.entries(CALLS).map(([compiler, calls]) => `--invocation-count-for-${compiler}=${calls * TIMES}`)
  return [ROOM_FOR_NEW, NO_STEPS, ...later]
}
