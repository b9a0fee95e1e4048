import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fileLeases } from '../../src/reconcile/locks/lease.ts'
import { slowerUpdates } from './incident.ts'
import { telling } from './said.ts'
import { raise, type Stage } from './stage.ts'

/** Changes a file of the cluster. */
async function rewrite(stage: Stage, file: string, change: (text: string) => string): Promise<void> {
  const path = join(stage.repository, 'clusters', 'two-site', file)
  await writeFile(path, change(await readFile(path, 'utf8')))
}

/** What is kept of the cluster at the moment is kept of another one as well. */
function keepAs(stage: Stage, other: string): void {
  const { files } = stage.store
  for (const [name, bytes] of files) files.set(name.replace(/(?<=[/])two-site(?=[./])/, other), bytes)
}

test('a rollback changes nothing while a member is there that was changed under another name last', async () => {
  const stage = await raise()
  const said = telling(() => stage)
  try {
    const faster = (minutes: number) => (text: string) =>
      text.replace(
        /(clientNetworks: .*\n)(defaults:\n {2}updates:\n.*\n)?/,
        `$1defaults:\n  updates:\n    interval: ${minutes}\n`,
      )
    await rewrite(stage, 'locations/tokyo.yaml', faster(120))
    await said('apply --yes --quiet', 0)
    const own = new Map(stage.store.files)

    // The same through newyork-1, and from then on as the history of a cluster "ny".
    await rewrite(stage, 'cluster.yaml', (text) => text.replace('entryNode: tokyo-1', 'entryNode: newyork-1'))
    await stage.edit(...slowerUpdates)
    await said('apply --yes --quiet', 0)
    keepAs(stage, 'ny')
    for (const name of stage.store.files.keys())
      if (/[/]two-site[./]/.test(name) && !own.has(name)) stage.store.files.delete(name)
    for (const [name, bytes] of own) stage.store.files.set(name, bytes)

    await rewrite(stage, 'cluster.yaml', (text) =>
      text.replace(/^network:[^]*/m, '').replace('entryNode: newyork-1', 'entryNode: tokyo-1'),
    )
    await rm(join(stage.repository, 'clusters', 'two-site', 'locations', 'newyork.yaml'))
    await stage.rewriteHostFile((text) => text.replaceAll(/^ +newyork-.*\n/gm, ''))

    let writes = 0
    const count = (): void => {
      writes += 1
      stage.meanwhile('PUT', count)
    }
    stage.meanwhile('PUT', count)
    const text = (await said('rollback --yes --quiet', 4)).replaceAll(/\s+/g, ' ')
    expect(text).toContain('it is in one cluster with a node that was changed as "ny" until 2027-01-15')
    expect(text).toContain('nodes: unchanged')
    expect(writes).toBe(0)
  } finally {
    await stage.close()
  }
})

test('a run that looks at slow nodes for longer than a lease lives keeps its lease all the while', async () => {
  const stage = await raise()
  const said = telling(() => stage)
  try {
    await stage.edit(...slowerUpdates)
    const clock = { now: () => stage.now(), sleep: async () => undefined }
    const leases = fileLeases(stage.store, clock)
    const asked: Promise<boolean>[] = []
    const ask = (): void => {
      asked.push(leases.current(stage.cluster.name).then((holder) => holder !== undefined))
      stage.meanwhile('GET', ask)
    }
    stage.happens('tokyo-1 is busy.', { kind: 'slow', node: stage.uuid('tokyo-1'), milliseconds: 9_000 })
    stage.meanwhile('GET', ask)
    const before = stage.now()
    await said('apply --yes --quiet', 0)
    expect(stage.now() - before).toBeGreaterThan(6 * 60_000)
    expect(asked.length).toBeGreaterThan(30)
    expect(await Promise.all(asked)).not.toContain(false)
  } finally {
    await stage.close()
  }
})
