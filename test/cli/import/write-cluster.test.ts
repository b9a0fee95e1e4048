import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeCluster } from '../../../src/cli/import/write-cluster.ts'
import { silentWorld } from '../support.ts'

const files = ['cluster.yaml', 'locations/newyork.yaml', 'locations/tokyo.yaml', 'lists/blocked.txt'].map((path) => ({
  path,
  text: `text of ${path}\n`,
}))

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pader-import-'))
})
afterEach(async () => rm(folder, { recursive: true }))

test.each(files.map(({ path }) => path))(
  'an import that ends when it puts %s in its place has made no cluster',
  async (path) => {
    // A folder that is not empty is replaced by no file.
    await mkdir(join(folder, path, 'in the way'), { recursive: true })
    await expect(writeCluster(folder, files, silentWorld(folder))).rejects.toThrow()
    await rm(join(folder, path), { recursive: true })
    const left = await readdir(folder, { recursive: true })
    expect(left).not.toContain('cluster.yaml')
    expect(left.filter((name) => name.endsWith('.draft'))).toEqual([])

    await writeCluster(folder, files, silentWorld(folder))
    for (const file of files) expect(await readFile(join(folder, file.path), 'utf8')).toBe(file.text)
  },
)
