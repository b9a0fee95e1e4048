import { describe, expect, test } from 'vitest'
import { endure } from './endure.ts'

const days = Number(process.env['PADER_ENDURE_DAYS'] ?? 4)

describe('a watch that runs for a long time', () => {
  // At the appliances of seed 7, an account in use is told with the status of a wrong password, and with a session.
  test.each([1, 7])(
    `${days} days of commits, faults, colleagues and deaths of the process end as the last commit says (seed %d)`,
    async (seed) => {
      const commits = Math.ceil((days * 200) / 30)
      const { trace, ...report } = await endure(seed, { days, commits, chaos: true })
      expect(report.violation, trace.slice(-80).join('\n')).toBe(undefined)
      expect(report.reached).toBeGreaterThan(commits / 2)
      expect(report.deaths).toBeGreaterThan(days)
      expect(report.ended.get('failed')).toBeGreaterThan(days)
      expect(report.sessions).toBe(0)
    },
    600_000,
  )

  test('a time in which nothing happens leaves nothing on the disk', async () => {
    const stateAfter = async (quiet: number): Promise<Record<string, number>> => {
      const { files, passes, violation } = await endure(2, { days: quiet, commits: 0, chaos: false })
      expect(violation).toBe(undefined)
      expect(passes).toBeGreaterThan(quiet * 20)
      // A lease has a file whose name counts how often it was taken.
      return Object.fromEntries([...files].map(([name, bytes]) => [name.replace(/\d+\.json$/, ''), bytes.byteLength]))
    }
    expect(await stateAfter(3)).toEqual(await stateAfter(1))
  }, 600_000)
})
