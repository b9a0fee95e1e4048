import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CommandFailure } from '../../src/cli/command.ts'
import { eachCluster, endingWith } from '../../src/cli/gateway/each-cluster.ts'
import { EXIT, type ExitCode } from '../../src/report/exit-code.ts'
import { aCluster } from '../plan/a-cluster.ts'

const codes = Object.values(EXIT)
const endings = fc.array(fc.record({ code: fc.constantFrom(...codes), fails: fc.boolean() }), {
  minLength: 2,
  maxLength: 5,
})

test('of several clusters each is dealt with, each failure is told, and the order decides nothing', async () => {
  let failed = 0
  await fc.assert(
    fc.asyncProperty(endings, async (drawn) => {
      const run = async (order: typeof drawn) => {
        const told: string[] = []
        const dealtWith: number[] = []
        const clusters = order.map((_, index) => ({ ...aCluster([]), name: `c${index}` as never }))
        const world = { stderr: { write: (text: string) => void told.push(text) } } as never
        const ended = await eachCluster(clusters, world, async ({ name }): Promise<ExitCode> => {
          const index = Number(name.slice(1))
          dealtWith.push(index)
          const { code, fails } = order[index]!
          if (fails) throw new CommandFailure(code, `${name} failed`, 'look')
          return code
        })
        return { ended, told, dealtWith }
      }
      const [there, back] = [await run(drawn), await run(drawn.toReversed())]
      expect(there.dealtWith).toEqual(drawn.map((_, index) => index))
      const fails = drawn.flatMap((one, index) => (one.fails ? [index] : []))
      expect(there.told.map((text) => Number(/c(\d+) failed/.exec(text)?.[1]))).toEqual(fails)
      expect(back.ended).toBe(there.ended)
      expect(drawn.map(({ code }) => code)).toContain(there.ended)
      if (drawn.some(({ code }) => code === EXIT.partial) && !drawn.some(({ code }) => code === EXIT.internal))
        expect(there.ended).toBe(EXIT.partial)
      failed += fails.length
    }),
  )
  expect(failed).toBeGreaterThan(20)
})

test('the failure of the only cluster is the failure of the command', async () => {
  const failure = new CommandFailure(EXIT.unreachable, 'gone', 'look')
  const world = { stderr: { write: () => expect.unreachable('it is told by whoever called') } } as never
  await expect(
    eachCluster([aCluster([])], world, async () => {
      throw failure
    }),
  ).rejects.toBe(failure)
})

test('a failure about all clusters ends the command, unless one of them needs a person more', async () => {
  const told: string[] = []
  const world = { stderr: { write: (text: string) => void told.push(text) } } as never
  const objection = new CommandFailure(EXIT.guarded, 'too much would change', 'look at it')
  await expect(endingWith(EXIT.changes, objection, world)).rejects.toBe(objection)
  expect(told).toEqual([])
  expect(await endingWith(EXIT.unreachable, objection, world)).toBe(EXIT.unreachable)
  expect(told.join('')).toContain('too much would change')
})
