import { expect, test } from 'vitest'
import { drawingOf } from '../../src/report/watch/drawing.ts'
import { statusAfterSight } from '../../src/report/watch/sight.ts'
import { unseen } from '../../src/report/watch/status.ts'
import { at, bigCluster } from './watched.ts'

test('the drawing tells a node that is behind from one that only differs, and both from those that are well', () => {
  const cluster = bigCluster(2)
  const [behind, differs, ...well] = cluster.nodes.map(({ name }) => name)
  if (behind === undefined || differs === undefined) throw new Error('the cluster has too few nodes')
  const verification = { level: 3, confirmed: [differs, ...well], behind: [behind], notConfirmed: [] } as const
  const read = statusAfterSight(unseen(cluster.name, 'observe'), { kind: 'read', cluster }, at)
  const { nodes } = statusAfterSight(read, { kind: 'verified', verification }, at)
  const status = { nodes: nodes.map((node) => (node.name === differs ? { ...node, drift: 1 } : node)) }
  const drawing = drawingOf(cluster, status)
  expect(drawing.match(/class="chip risk[ "]/g)).toHaveLength(1)
  expect(drawing.match(/class="chip changed[ "]/g)).toHaveLength(1)
  expect(drawing).toContain('! behind: does not hold what was committed last')
  expect(drawing).toContain('~ differs from the repository')
  expect(drawing).toContain(`<title>${differs}; differs from the repository;`)
  expect(drawingOf(cluster, read)).not.toMatch(/class="chip (risk|changed)/)
})
