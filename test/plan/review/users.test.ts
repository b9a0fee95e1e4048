import { expect, test } from 'vitest'
import { reviewOf } from '../../../src/plan/review/review.ts'
import { clusterFiles, rawFile } from '../../compile/support.ts'
import { compileFiles } from './compiled.ts'

const three = compileFiles(
  Object.entries(clusterFiles('three-site')).map(([path, text]) => rawFile(`clusters/three-site/${path}`, text)),
)
const [newyork, ...others] = three.locations

const told = (locations: typeof three.locations): readonly string[] => {
  const after = { ...three, locations, nodes: locations.flatMap(({ nodes }) => nodes) }
  const { consequences } = reviewOf({ cluster: three, waivers: [] }, { cluster: after, waivers: [] })
  return consequences.flatMap(({ kind, weight, text }) => (kind === 'users' ? [`${weight}: ${text}`] : []))
}

test('client networks that lose their only nodes are told, by the network and the location', () => {
  expect(told(others)).toEqual([
    'caution: no node serves the client network 10.1.16.0/20 any more, which location "newyork" served',
  ])
  const idle = newyork!.nodes.map((node) => ({
    ...node,
    facts: { ...node.facts, managementOnly: { value: true, origin: node.hostname.origin } },
  }))
  expect(told([{ ...newyork!, nodes: idle }, ...others])).toHaveLength(1)
})

test('networks that another location takes over, or that are declared otherwise, are not', () => {
  const [paderborn, ...rest] = others
  const taken = { ...paderborn!, clientNetworks: [...paderborn!.clientNetworks, ...newyork!.clientNetworks] }
  expect(told([taken, ...rest])).toEqual([])
  expect(told([{ ...newyork!, clientNetworks: [] }, ...others])).toEqual([])
})
