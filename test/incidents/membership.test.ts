import { expect, test } from 'vitest'
import { telling } from './said.ts'
import { raise } from './stage.ts'

test('a node that somebody took out of the cluster is a difference, as text, as data and as exit code', async () => {
  const stage = await raise()
  const said = telling(() => stage)
  try {
    await said('apply --yes --quiet', 0)
    expect(await said('diff', 0)).toContain('as it was left')
    const [at, node] = [stage.uuid('tokyo-1'), stage.uuid('newyork-2')]
    stage.happens('carol takes newyork-2 out.', { kind: 'remove node', at, node })
    const text = await said('diff', 2)
    expect(text).toMatch(
      /in the YAML and no member of the cluster: 1\n {2}newyork-2\n {2}to do: if somebody took it out/,
    )
    expect(text).not.toContain('as it was left')
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
