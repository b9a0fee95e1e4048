import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readHostFile } from '../../src/cli/gateway/host.ts'
import { gatherHealth } from '../../src/cli/status/gather.ts'
import { fileLeases } from '../../src/reconcile/locks/lease.ts'
import { slowerUpdates } from './incident.ts'
import { telling } from './said.ts'
import { raise } from './stage.ts'

test('a node that somebody took out of the cluster is a difference, as text, as data and as exit code', async () => {
  const stage = await raise()
  const said = telling(() => stage)
  try {
    await said('apply --yes --quiet', 0)
    expect(await said('diff', 0)).toContain('two-site: unchanged')
    const [at, node] = [stage.uuid('tokyo-1'), stage.uuid('newyork-2')]
    stage.happens('carol takes newyork-2 out.', { kind: 'remove node', at, node })
    const text = await said('diff', 2)
    expect(text).toMatch(
      /in the YAML but not a member of the cluster: 1\n {2}newyork-2\n {2}to do: if somebody removed it/,
    )
    expect(text).not.toContain('two-site: unchanged')
    expect(await said('diff --output json', 2)).toMatch(/"missing": ?\[\s*"newyork-2"/)
    stage.happens('carol adds it again.', { kind: 'add node', at, node })
    await said('diff', 0)
  } finally {
    await stage.close()
  }
})

test('of two halves that both took changes, status says what the other one holds', async () => {
  const stage = await raise()
  const said = telling(() => stage)
  try {
    await said('apply --yes --quiet', 0)
    const sides = [
      ['tokyo-1', 'tokyo-2'],
      ['newyork-1', 'newyork-2'],
    ].map((side) => side.map((node) => stage.uuid(node)))
    stage.happens('The line between the sites is cut.', { kind: 'partition', sides })
    stage.saves('dave', 'newyork-1', 'newyork-1', 'priority', '44')
    stage.saves('carol', 'tokyo-2', 'tokyo-2', 'priority', '35')
    stage.wait(1)
    const text = await said('status', 7)
    expect(text).toMatch(
      /newyork-1 +✗ behind[^\n]*\n +holds +priority of tokyo-2: 10 rather than 35; priority of newyork-1: 44\n +rather than 10\n/,
    )
  } finally {
    await stage.close()
  }
})

test('a node of another version is not in sync where its backup says the same, and an apply that changes nothing says so', async () => {
  const stage = await raise()
  const said = telling(() => stage)
  try {
    await said('apply --yes --quiet', 0)
    const node = stage.uuid('newyork-2')
    stage.happens('newyork-2 comes back from a snapshot.', {
      kind: 'upgrade',
      node,
      version: '12.2.10',
      build: '50000',
    })
    const text = await said('apply --yes --quiet', 7)
    expect(text).toMatch(/newyork-2, not yet: runs 12\.2\.10-50000, the entry node 12\.2\.15-51390/)
    expect(text).not.toContain('in sync:')
  } finally {
    await stage.close()
  }
})

test('whoever meets a run is told which process has the lease, and that one which is suspended is to be ended', async () => {
  const stage = await raise()
  const said = telling(() => stage)
  try {
    await stage.edit(...slowerUpdates)
    let before: ReadonlyMap<string, Uint8Array> = new Map()
    stage.meanwhile('POST /commit', () => (before = new Map(stage.store.files)))
    await said('apply --yes --quiet', 0)
    for (const [file, bytes] of before) if (file.startsWith('lease/')) stage.store.files.set(file, bytes)
    const text = (await said('apply --yes --quiet', 5)).replaceAll(/\s+/g, ' ')
    expect(text).toContain('stopped: op@jump, process 4711 is at work there (apply) since 2027-01-15 02:00:')
    expect(text).toContain('where it hangs or is suspended, end that process')
    const dead = `op@${hostname()}, process ${2 ** 31 - 2}`
    for (const [file, bytes] of before) {
      const lease = new TextDecoder().decode(bytes).replace('op@jump, process 4711', dead)
      if (file.startsWith('lease/')) stage.store.files.set(file, new TextEncoder().encode(lease))
    }
    const left = (await said('apply --yes --quiet', 5)).replaceAll(/\s+/g, ' ')
    expect(left).toContain(`${dead} was at work there (apply) since`)
    expect(left).toContain('end it now: pader lock break --cluster two-site')
    const status = (await said('status', 0)).replaceAll(/\s+/g, ' ')
    expect(status).toContain(`locked by ${dead} (apply) since 2027-01-15 02:00:`)
    expect(status).toContain('which is no process of this machine any more and has left it; it ends at')
    expect(await said('lock show --cluster two-site', 5)).toContain('no process of this machine any more')
  } finally {
    await stage.close()
  }
})

test('while a run of the same state directory is at work, whoever is in its way is told that it is that', async () => {
  const stage = await raise()
  const said = telling(() => stage)
  try {
    const node = stage.uuid('tokyo-1')
    stage.happens('A run is logged on.', { kind: 'ui login', node, user: 'pader-reader' })
    expect(await said('plan', 5)).toContain('has a session already')
    const clock = { now: () => stage.now(), sleep: async () => undefined }
    await fileLeases(stage.store, clock).acquire(stage.cluster.name, 'dave@laptop', 'apply')
    const text = await said('plan', 5)
    expect(text.replaceAll(/\s+/g, ' ')).toContain('dave@laptop is at work there (apply) since 2027-01-15 02:00:00 UTC')
    expect(text).not.toContain('whoever else uses the account')
  } finally {
    await stage.close()
  }
})

test('a node that takes half a minute for each answer holds up nobody for longer than two minutes, and makes no other one count as behind', async () => {
  const stage = await raise()
  const said = telling(() => stage)
  try {
    stage.happens('newyork-2 is busy.', { kind: 'slow', node: stage.uuid('newyork-2'), milliseconds: 30_000 })
    const before = stage.now()
    expect(await said('status', 8)).toContain('within 120 seconds')
    expect(stage.now() - before).toBeLessThan(6 * 60_000)
    await stage.edit(...slowerUpdates)
    const text = await said('apply --yes --quiet', 0)
    expect(text).toContain('✓ in sync: confirmed at 4 nodes')
  } finally {
    await stage.close()
  }
})

test('an appliance that has no room for a backup: nothing is kept or changed, and it is told as what could not be had', async () => {
  const stage = await raise()
  const said = telling(() => stage)
  try {
    await said('backup take', 0)
    stage.wait(60)
    const fault = { fault: { kind: 'empty answer' }, on: 'POST backup', times: 20 } as const
    stage.happens('The disk of tokyo-1 is full.', { kind: 'fault', fault })
    const text = await said('backup take', 8)
    expect(text.replaceAll(/\s+/g, ' ')).toContain('the backup is empty (asked at tokyo-1)')
    expect(text).toContain('has room for one')
    await stage.edit(...slowerUpdates)
    expect(await said('apply --yes --quiet', 4)).toMatch(/nodes: unchanged[^]*room for\s+it/)
    stage.happens('There is room again.', { kind: 'clear faults' })
    expect((await said('backup list', 0)).match(/DIGEST/g)).toHaveLength(1)
    await said('apply --yes --quiet', 0)
  } finally {
    await stage.close()
  }
})

test('a cluster that the repository has no more is told where the only other one does not answer', async () => {
  const stage = await raise()
  const said = telling(() => stage)
  try {
    await stage.rewriteHostFile((text) => {
      const [head = '', cluster = ''] = text.split('  two-site:\n')
      return `${head}  two-site:\n${cluster}  gone:\n${cluster}`
    })
    stage.happens('The entry node loses power.', { kind: 'down', node: stage.uuid('tokyo-1') })
    for (const line of ['plan', 'diff', 'backup take', 'apply --yes']) {
      const text = await said(line, 8)
      expect(text.split('the host file has "gone"'), line).toHaveLength(2)
      expect(text, line).toContain('ECONNREFUSED')
    }
  } finally {
    await stage.close()
  }
})

test('whoever waits for a slow node at a terminal is told which one it is', async () => {
  const stage = await raise()
  try {
    const world = stage.world([])
    const said: string[] = []
    const hostFile = await readHostFile('host.yaml', world)
    await gatherHealth(stage.cluster, hostFile, join(stage.repository, 'clusters'), world, (what) => said.push(what))
    const nodes = ['tokyo-1', 'tokyo-2', 'newyork-2', 'newyork-1']
    expect(said).toEqual(
      ['comparing clocks', ...nodes.map((node) => `waiting for ${node}`)].map((what) => `two-site: ${what}`),
    )
  } finally {
    await stage.close()
  }
})

test('of a watch whose process is gone status says so', async () => {
  const stage = await raise()
  const said = telling(() => stage)
  try {
    const clock = { now: () => stage.now(), sleep: async () => undefined }
    const dead = `op@${hostname()}, process ${2 ** 31 - 2}`
    await fileLeases(stage.store, clock, 'watch-lease').acquire(stage.cluster.name, dead, 'watch')
    expect((await said('status', 0)).replaceAll(/\s+/g, ' ')).toContain(
      `watched by ${dead} since 2027-01-15 02:00:00 UTC, which is no process of this machine any more`,
    )
  } finally {
    await stage.close()
  }
})
