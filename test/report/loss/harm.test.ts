import { expect, test } from 'vitest'
import type { Cluster, Node } from '../../../src/model/fleet.ts'
import { lossOfNodes, nodeLosses } from '../../../src/report/loss/harm.ts'
import { svg } from '../../../src/report/topology/svg.ts'
import { lossView } from '../../../src/report/loss/view.ts'
import { clusterFiles, rawFile } from '../../compile/support.ts'
import { compileFiles } from '../../plan/review/compiled.ts'

const three = compileFiles(
  Object.entries(clusterFiles('three-site')).map(([path, text]) => rawFile(`clusters/three-site/${path}`, text)),
)

/** Who still reaches whom, by following shared groups from node to node: slow, and nobody else's code. */
function parts({ nodes }: Cluster, lost: readonly string[]): readonly (readonly string[])[] {
  const left = new Set(nodes.filter(({ name }) => !lost.includes(name)))
  const found: string[][] = []
  for (const start of left) {
    const part = [start]
    left.delete(start)
    for (const one of part)
      for (const other of left)
        if (sharesGroup(one, other)) {
          left.delete(other)
          part.push(other)
        }
    found.push(part.map(({ name }) => name))
  }
  return found.toSorted((a, b) => b.length - a.length)
}

function sharesGroup(one: Node, other: Node): boolean {
  const groups = one.settings['groups.network']?.value ?? []
  return groups.some((group) => other.settings['groups.network']?.value?.includes(group))
}

function dryGroups({ nodes }: Cluster, lost: readonly string[]): readonly string[] {
  const groups = new Set(nodes.map(({ settings }) => settings['groups.update']?.value ?? ''))
  return [...groups]
    .filter((group) => {
      const members = nodes.filter(({ settings }) => settings['groups.update']?.value === group)
      const downloads = (of: readonly Node[]): boolean =>
        of.some(({ settings }) => settings['updates.fromInternet']?.value !== false)
      const left = members.filter(({ name }) => !lost.includes(name))
      return left.length > 0 && downloads(members) && !downloads(left)
    })
    .toSorted()
}

test('every pair does what is told of it, and what is told of no pair does no more than its two members alone', () => {
  const { losses, tried } = nodeLosses(three, 2)
  expect(tried).toBe(34 + (34 * 33) / 2)
  const told = new Map(losses.map((loss) => [loss.lost.join(), loss]))
  const names = three.nodes.map(({ name }) => String(name))
  const harmOf = (lost: readonly string[]): { cutOff: number; dry: number } => ({
    cutOff: parts(three, lost)
      .slice(1)
      .reduce((sum, part) => sum + part.length, 0),
    dry: dryGroups(three, lost).length,
  })
  const alone = new Map(names.map((name) => [name, harmOf([name])]))
  for (const [index, first] of names.entries()) {
    expect(told.get(first)?.cutOff ?? 0).toBe(alone.get(first)?.cutOff)
    for (const second of names.slice(index + 1)) {
      const lost = [first, second].toSorted()
      const harm = harmOf(lost)
      const loss = told.get(lost.join())
      if (loss !== undefined) expect([loss.cutOff, loss.withoutUpdates.length]).toEqual([harm.cutOff, harm.dry])
      else {
        const [a, b] = [alone.get(first)!, alone.get(second)!]
        expect(harm.cutOff, lost.join()).toBeLessThanOrEqual(a.cutOff + b.cutOff)
        expect(harm.dry, lost.join()).toBeLessThanOrEqual(a.dry + b.dry)
      }
    }
  }
  expect([...told.keys()]).toContain('newyork-2,newyork-9')
})

test('says who is cut off, which groups fall apart and whom a rollout does not reach', () => {
  const { losses } = nodeLosses(three, 1)
  expect(losses.find(({ name }) => name === 'paderborn-1')).toMatchObject({
    cutOffNodes: ['paderborn-2', 'paderborn-3', 'paderborn-4'],
    withoutRollout: 30,
    splitGroups: [],
  })
  const both = lossOfNodes(
    three,
    three.nodes.map(({ name }) => name).filter((name) => name === 'tokyo-1' || name === 'tokyo-9'),
  ).losses[0]!
  expect(both).toMatchObject({ cutOff: 14, splitGroups: ['runtime group tokyo', 'update group tokyo'] })
  const drawing = svg(lossView(three, both))
  expect(drawing.match(/class="chip removed/g)).toHaveLength(2)
  expect(drawing.match(/class="chip risk/g)).toHaveLength(14)
})

test('two nodes that are all of their update group are no pair of their own because one of them is the entry node', () => {
  const two = compileFiles(
    Object.entries(clusterFiles('two-site')).map(([path, text]) => rawFile(`clusters/two-site/${path}`, text)),
  )
  expect(nodeLosses(two, 2).losses.map(({ name }) => name)).toEqual(['tokyo-1', 'newyork-1'])
  expect(
    lossOfNodes(
      two,
      two.nodes.filter(({ location }) => location === 'tokyo').map(({ name }) => name),
    ).losses,
  ).toHaveLength(1)
})
