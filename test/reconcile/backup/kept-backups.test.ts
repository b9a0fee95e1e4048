import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clusterName } from '../../../src/model/names.ts'
import { expendable, isIntact, keptBackups, type KeptBackup } from '../../../src/reconcile/backup/kept-backups.ts'
import { memoryStore } from '../world/memory-store.ts'

const now = Date.UTC(2027, 0, 15, 12)
const HOUR = 3_600_000
const at = (hours: number): KeptBackup => {
  const instant = new Date(now - hours * HOUR).toISOString()
  return { at: instant, id: 'abc', file: `backup/emea/${instant.replaceAll(/[:.]/g, '-')}-abc.backup` }
}

describe('backups that are kept', () => {
  test('are found by name, newest first, whatever else lies there', async () => {
    const store = memoryStore()
    const names = ['2027-01-14T02-00-00-000Z-0123456789ab', '2027-01-15T02-00-00-123Z-ba9876543210']
    for (const name of names) await store.replace(`backup/emea/${name}.backup`, new Uint8Array())
    await store.replace('backup/emea/notes.txt', new Uint8Array())
    expect(await keptBackups(store, clusterName('emea'))).toMatchObject([
      { id: 'ba9876543210', at: '2027-01-15T02:00:00.123Z' },
      { id: '0123456789ab', at: '2027-01-14T02:00:00.000Z' },
    ])
  })

  test('are known by their digest: one changed byte is damage', () => {
    const good = { ...at(0), id: '2cf24dba5fb0' }
    expect(isIntact(good, new TextEncoder().encode('hello'))).toBe(true)
    expect(isIntact(good, new TextEncoder().encode('hellO'))).toBe(false)
  })

  test('however old and many: the newest stay, each of the last days keeps one, what is needed stays, and nothing stays in vain', () => {
    let gone = 0
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 24 * 30 }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 1, max: 20 }),
        (hours, last, days) => {
          const all = hours.map(at)
          const [needed] = all
          const going = new Set(
            expendable(all, { last, days }, now, new Set(needed === undefined ? [] : [needed.file])),
          )
          const newest = all.toSorted((a, b) => (a.at < b.at ? 1 : -1))
          for (const [index, backup] of newest.entries()) {
            const day = backup.at.slice(0, 10)
            const isDaily =
              newest.find((one) => one.at.startsWith(day)) === backup && now - Date.parse(backup.at) <= days * 24 * HOUR
            expect(going.has(backup)).toBe(!(index < last || isDaily || backup === needed))
          }
          gone += going.size
        },
      ),
    )
    expect(gone).toBeGreaterThan(20)
  })
})
