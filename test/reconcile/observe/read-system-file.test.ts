import { expect, test } from 'vitest'
import type { Fact, FactName } from '../../../src/dialect/dialect.ts'
import { EMPTY_FILE_FACT, emptyIsEmpty } from '../../../src/dialect/empty-file.ts'
import { absent, known, unknown, type Observation } from '../../../src/model/observed.ts'
import { readSystemFile } from '../../../src/reconcile/observe/read-system-file.ts'
import { T1 } from '../../simulation/cluster-world.ts'
import { scope } from '../../simulation/one-run.ts'

/** A node that answers one after the other. */
const answering = (...answers: readonly Observation<string>[]) => {
  const left = [...answers]
  const asked: string[] = []
  return {
    asked,
    reader: {
      systemFile: async (_node: unknown, path: string) => {
        asked.push(path)
        return left.shift() ?? unknown('asked too often')
      },
    },
  }
}

test('an answer without text is asked for again: a glitch is no emptied file', async () => {
  const { reader, asked } = answering(known(''), known('127.0.0.1 localhost\n'))
  expect(await readSystemFile(reader, {}, T1, 'etc/hosts')).toEqual(known('127.0.0.1 localhost\n'))
  expect(asked).toHaveLength(2)
})

test('without text twice it is unknown, with what to do about it, and never empty', async () => {
  const { reader } = answering(known(''), known(''))
  expect(await readSystemFile(reader, {}, T1, 'etc/hosts')).toEqual({
    kind: 'unknown',
    reason: expect.stringMatching(/empty file and a read that failed look alike; .*systemFile\.mayBeEmpty/),
  })
})

test('where it is known that a file may be empty, an answer without text is one', async () => {
  const { reader, asked } = answering(known(''))
  expect(await readSystemFile(reader, { emptyIsEmpty: true }, T1, 'etc/hosts')).toEqual(known(''))
  expect(asked).toHaveLength(1)
})

test.each([[known('text')], [absent], [unknown('refused')]])('%j is believed at once', async (answer) => {
  const { reader, asked } = answering(answer)
  expect(await readSystemFile(reader, {}, T1, 'etc/hosts')).toEqual(answer)
  expect(asked).toHaveLength(1)
})

test('the fact counts at a real appliance only where it was learnt there', () => {
  const stating = (mark: 'calibrated' | 'recalled') => ({
    ...scope.dialect,
    facts: new Map<FactName, Fact>([
      [EMPTY_FILE_FACT, { value: 'true', provenance: { mark, source: 'the file editor' } }],
    ]),
  })
  const real = { provedEmulator: false }
  expect(emptyIsEmpty(stating('calibrated'), real)).toBe(true)
  expect(emptyIsEmpty(stating('recalled'), real)).toBe(false)
  expect(emptyIsEmpty(stating('recalled'), { provedEmulator: true })).toBe(true)
  expect(emptyIsEmpty(scope.dialect, { provedEmulator: true })).toBe(false)
})
