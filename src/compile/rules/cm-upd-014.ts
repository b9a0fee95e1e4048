import type { DailyWindow } from '../../model/settings.ts'
import { writtenValues } from '../facts/settings-of-nodes.ts'
import { quoted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

const DAY = 24 * 60

/** The no-update windows leave time for updates. */
export const cmUpd014: Rule = {
  code: 'CM-UPD-014',
  title: 'The no-update windows leave time for updates',
  severity: 'warning',
  stage: 'static',
  scope: 'node',
  unverified: true,
  why: 'A node does not update during such a window; windows that cover the whole day leave it without updates.',
  source: 'recalled',
  help: 'shorten a window',
  examples: {
    invalid: { files: { 'cluster.yaml': "defaults: { updates: { blackouts: ['00:00-12:00', '12:00-24:00'] } }" } },
    valid: { files: { 'cluster.yaml': "defaults: { updates: { blackouts: ['08:00-18:00'] } }" } },
  },

  *check(cluster) {
    for (const { value, nodes, place } of writtenValues(cluster, 'updates.blackouts')) {
      if (value === null || !coversTheDay(value)) continue
      yield { message: `the windows leave no time for updates on ${quoted(nodes.map(({ name }) => name))}`, place }
    }
  },
}

function coversTheDay(windows: readonly DailyWindow[]): boolean {
  const stretches = windows
    .flatMap(({ start, end }) => {
      const [from, to] = [minutes(start), minutes(end)]
      return from < to ? [[from, to] as const] : [[from, DAY] as const, [0, to] as const]
    })
    .toSorted(([a], [b]) => a - b)
  let covered = 0
  for (const [from, to] of stretches) {
    if (from > covered) return false
    covered = Math.max(covered, to)
  }
  return covered >= DAY
}

function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number)
  return hours * 60 + rest
}
