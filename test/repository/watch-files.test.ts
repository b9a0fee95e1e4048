import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { watchFiles } from '../../src/repository/watch-files.ts'

test('who follows one cluster hears of its files and of those of all clusters, and of no other cluster', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pader-watch-'))
  for (const cluster of ['ours', 'theirs']) mkdirSync(join(folder, cluster, 'locations'), { recursive: true })
  const failed = (error: unknown): void => {
    throw error
  }
  let heard = 0
  let told = (): void => {}
  const ours = await watchFiles(folder, () => (heard += 1), failed, 'ours')
  const everything = await watchFiles(folder, () => told(), failed)
  const write = async (path: string): Promise<void> => {
    const seen = new Promise<void>((resolve) => (told = resolve))
    writeFileSync(join(folder, path), 'format: 1\n')
    await seen
  }
  const untilHeard = async (times: number): Promise<void> => {
    while (heard < times) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  try {
    await write('theirs/locations/a.yaml')
    await write('theirs/cluster.yaml')
    expect(heard).toBe(0)
    await write('pader.yaml')
    await untilHeard(1)
    const before = heard
    await write('ours/locations/a.yaml')
    await untilHeard(before + 1)
  } finally {
    await Promise.all([ours.close(), everything.close()])
    rmSync(folder, { recursive: true, force: true })
  }
})
