import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { objections, type WrittenCluster, type WrittenNode } from '../../bench/semantics.ts'
import { build, rawFile } from '../compile/support.ts'
import { faultOfFleet, faultsOfMeaning, faultsOfShape, soundFleet, type Fault } from './broken-fleets.ts'

const sound = soundFleet()

describe('what the tools that Pader is compared with are given to refuse', () => {
  test('a fleet that has nothing wrong is accepted by Pader and by the straightforward pipeline', () => {
    expect(toldByPader(sound)).toEqual([])
    expect(objections(clustersOf(sound))).toEqual([])
  })

  test.each([...faultsOfShape, ...faultsOfMeaning])('$what: Pader objects to it', (fault) => {
    expect(toldByPader(broken(fault))).not.toEqual([])
  })

  test.each([...faultsOfMeaning, faultOfFleet])('$what: the straightforward pipeline objects to it', (fault) => {
    expect(objections(clustersOf(broken(fault))).join('\n')).toMatch(fault.said)
  })
})

function broken({ file, wrong }: Fault): ReadonlyMap<string, string> {
  const text = sound.get(file) ?? ''
  expect(wrong(text)).not.toBe(text)
  return new Map([...sound, [file, wrong(text)]])
}

function toldByPader(files: ReadonlyMap<string, string>): readonly string[] {
  return build([...files].map(([path, text]) => rawFile(`clusters/${path}`, text))).diagnostics.map(
    ({ message }) => message,
  )
}

interface Location {
  readonly nodes: Readonly<Record<string, WrittenNode>>
}

function clustersOf(files: ReadonlyMap<string, string>): readonly WrittenCluster[] {
  return ['region-000', 'region-001'].map((cluster) => {
    const { product } = parse(files.get(`${cluster}/cluster.yaml`) ?? '') as { product: { version: string } }
    const nodes = [...files]
      .filter(([path]) => path.startsWith(`${cluster}/locations/`))
      .flatMap(([, text]) => Object.values((parse(text) as Location).nodes))
    return { version: product.version, nodes }
  })
}
