import { createHash } from 'node:crypto'

/** Seeded chance: the same seed throws the same dice for ever. */
export interface Dice {
  /** A number of [0, 1). */
  readonly number: () => number
  /** A whole number from `least` to `most`, both possible. */
  readonly whole: (least: number, most: number) => number
  /** True with this probability. */
  readonly chance: (probability: number) => boolean
  readonly pick: <Value>(values: readonly Value[]) => Value
  /** Dice of their own, so that what one part throws does not shift the others. */
  readonly fork: () => Dice
}

/** Dice that a text throws: what is drawn by them disturbs nothing that a seed draws otherwise. */
export function diceNamed(text: string): Dice {
  return diceFor(createHash('sha256').update(text).digest().readUInt32BE())
}

/** Dice for a seed, by mulberry32. */
export function diceFor(seed: number): Dice {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0
  const number = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (least: number, most: number): number => least + Math.floor(number() * (most - least + 1))
  return {
    number,
    whole,
    chance: (probability) => number() < probability,
    pick: (values) => values[whole(0, values.length - 1)]!,
    fork: () => diceFor(whole(0, 2 ** 31)),
  }
}
