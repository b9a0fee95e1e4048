import { describe, expect, test } from 'vitest'
import type { HostFile } from '../../src/appliance/host-file.ts'
import { demandPlanned } from '../../src/cli/gateway/demand-planned.ts'
import type { Desired } from '../../src/cli/gateway/desired.ts'
import { failingWithMissing, missingClusters, withMissing } from '../../src/cli/gateway/missing-clusters.ts'
import { failedBy } from '../../src/cli/watch/pass/failed-pass.ts'
import { CommandFailure } from '../../src/cli/command.ts'
import { clusterName } from '../../src/model/names.ts'
import { EXIT } from '../../src/report/exit-code.ts'
import { nagiosReport } from '../../src/report/status/nagios.ts'
import { aCluster } from '../plan/a-cluster.ts'

const desired = (isWhole: boolean, ...names: string[]): Desired => ({
  folder: '/clusters',
  root: 'clusters',
  isWhole,
  clusters: names.map((name) => ({ ...aCluster([]), name: clusterName(name) })),
  textOf: () => undefined,
})
/** A host file with these clusters, each with the remote that it follows. */
const hosts = (...clusters: (readonly [string, string?])[]): HostFile => ({
  stateDirectory: '/state',
  notify: [],
  clusters: new Map(clusters.map(([name, remote]) => [name, { ...(remote && { remote }) } as never])),
})

describe('a cluster of the host file that the repository does not have', () => {
  test('is missing where all clusters were asked for, and not where others were named', () => {
    const two = hosts(['there'], ['gone'], ['away'])
    expect(missingClusters(two, desired(true, 'there'))).toEqual(['away', 'gone'])
    expect(missingClusters(two, desired(false, 'there'))).toEqual([])
    expect(missingClusters(two, desired(true, 'there', 'gone', 'away'))).toEqual([])
  })

  test('is in another repository where it follows a remote that no other cluster here follows', () => {
    const two = hosts(['there', 'git@one'], ['gone', 'git@one'], ['elsewhere', 'git@other'])
    expect(missingClusters(two, desired(true, 'there'))).toEqual(['gone'])
  })

  test('is told, and a command about all clusters waits for a person unless something is worse', async () => {
    const told: string[] = []
    const world = { stderr: { write: (text: string) => void told.push(text) } } as never
    const end = async (ended: (typeof EXIT)[keyof typeof EXIT], name: string) =>
      withMissing(ended, hosts(['there'], [name]), desired(true, 'there'), world)
    expect(await end(EXIT.ok, 'there')).toBe(EXIT.ok)
    expect(told).toEqual([])
    expect([await end(EXIT.changes, 'gone'), await end(EXIT.guarded, 'gone')]).toEqual([EXIT.waiting, EXIT.guarded])
    expect(told[0]).toContain('the host file has "gone", but "clusters" does not')
    expect(told[0]).toContain('nothing is deleted because it is missing')
  })

  test('is told as well where the only cluster that is there fails, once, and the worse of both is the end', async () => {
    const told: string[] = []
    const world = { stderr: { write: (text: string) => void told.push(text) } } as never
    const fails = async (exitCode: (typeof EXIT)[keyof typeof EXIT], name: string): Promise<unknown> => {
      const work = Promise.reject<never>(new CommandFailure(exitCode, 'no answer', 'look there', ['unchanged']))
      const failing = failingWithMissing(work, hosts(['there'], [name]), desired(true, 'there'), world)
      return failing.catch((error: CommandFailure) => error.failure)
    }
    const failure = { what: 'no answer', next: ['look there'], nodes: ['unchanged'] }
    expect(await fails(EXIT.unreachable, 'there')).toEqual({ ...failure, exitCode: EXIT.unreachable })
    expect(told).toEqual([])
    expect(await fails(EXIT.unreachable, 'gone')).toEqual({ ...failure, exitCode: EXIT.unreachable })
    expect(told).toEqual([expect.stringContaining('the host file has "gone"')])
    expect(await fails(EXIT.changes, 'gone')).toEqual({ ...failure, exitCode: EXIT.waiting })
  })

  test('is unknown to whoever monitors, and critical only where another one is', () => {
    expect(nagiosReport([], ['gone'])).toEqual({
      output: 'PADER UNKNOWN - gone: in the host file but not in the repository | \n',
      exitCode: 3,
    })
  })

  test('needs a person in a watch, which would look in vain again and again', () => {
    const failure = new CommandFailure(EXIT.usage, 'no cluster "gone"', 'clusters are there')
    expect(failedBy(failure, 'gone')).toEqual({
      kind: 'needs a person',
      why: expect.stringContaining('nothing is deleted because it is missing'),
    })
  })
})

describe('a saved plan', () => {
  const saved = (...names: string[]) => ({
    path: '/plan.json',
    text: '',
    plans: new Map(names.map((name) => [name, undefined as never])),
  })
  const codeOf = (work: () => void): number => {
    try {
      work()
      return 0
    } catch (error) {
      return (error as CommandFailure).exitCode
    }
  }

  test('of a cluster that the repository has no more is stale, and not done by leaving it out', () => {
    expect(codeOf(() => demandPlanned(saved('a', 'gone'), desired(true, 'a', 'b')))).toBe(EXIT.stale)
    expect(codeOf(() => demandPlanned(saved('a'), desired(true, 'a', 'b')))).toBe(0)
    expect(codeOf(() => demandPlanned(saved('a', 'gone'), desired(false, 'a')))).toBe(0)
  })

  test('is not carried out for a cluster that was named and is not in it', () => {
    expect(codeOf(() => demandPlanned(saved('a'), desired(false, 'b')))).toBe(EXIT.usage)
    expect(codeOf(() => demandPlanned(saved('a', 'b'), desired(false, 'b')))).toBe(0)
  })
})
