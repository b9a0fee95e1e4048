import { expect, test } from 'vitest'
import { SWITCHES } from '../../src/emulator/switches.ts'
import { diceFor } from './dice.ts'
import { drawSwitches, fixed } from './draw-world.ts'

test('seeds draw every decision of the emulator, and every value of those that have a few', () => {
  const drawn = Array.from({ length: 300 }, (_, seed) => drawSwitches(diceFor(seed)))
  for (const [name, definition] of Object.entries(SWITCHES)) {
    if (name in fixed) continue
    const values = new Set(drawn.map((one) => one[name as keyof typeof one]))
    if ('values' in definition) expect([name, values]).toEqual([name, new Set(definition.values)])
    else expect([name, values.size > 1]).toEqual([name, true])
  }
})
