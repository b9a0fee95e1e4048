import promises, { cp, readdir, readFile, rm } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { telling } from './said.ts'
import { raise, type Stage } from './stage.ts'

/** How many files are still put in their places before the process ends; all, unless a test says otherwise. */
let renames = Infinity

let stage: Stage
beforeEach(async () => {
  const { rename } = promises
  vi.spyOn(promises, 'rename').mockImplementation(async (from, to) => {
    if (String(to).endsWith('.yaml')) {
      if (renames === 0) throw new Error('the process ended here')
      renames -= 1
    }
    return rename(from, to)
  })
  syncBuiltinESMExports()
  stage = await raise()
})
afterEach(async () => {
  renames = Infinity
  vi.restoreAllMocks()
  syncBuiltinESMExports()
  await stage.close()
})

const said = telling(() => stage)

async function files(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.yaml')).toSorted()
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')])),
  )
}

test('a takeover that ends between two files is completed by the next one, whichever files were new', async () => {
  await said('apply --yes --quiet', 0)
  stage.wait(60)
  for (const node of ['tokyo-1', 'tokyo-2', 'newyork-1', 'newyork-2'])
    stage.saves('carol', 'tokyo-1', node, 'updates.automatic', 'false')
  stage.saves('carol', 'tokyo-1', 'tokyo-2', 'priority', '30')
  stage.saves('carol', 'tokyo-1', 'newyork-2', 'priority', '40')
  stage.wait(30)
  const clusters = join(stage.repository, 'clusters')
  const kept = join(stage.repository, 'kept')
  await cp(clusters, kept, { recursive: true })
  const before = await files(clusters)
  await said('adopt --yes', 0)
  const whole = await files(clusters)
  const changed = Object.keys(whole).filter((name) => whole[name] !== before[name])
  expect(changed).toHaveLength(3)

  for (let ended = 0; ended < changed.length; ended += 1) {
    await rm(clusters, { recursive: true })
    await cp(kept, clusters, { recursive: true })
    renames = ended
    await said('adopt --yes', 1)
    const left = await files(clusters)
    expect(changed.filter((name) => left[name] === whole[name])).toHaveLength(ended)
    expect(changed.filter((name) => left[name] === before[name])).toHaveLength(changed.length - ended)
    renames = Infinity
    await said('adopt --yes', 0)
    expect(await files(clusters)).toEqual(whole)
  }
})
