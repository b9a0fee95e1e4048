import { expect, test } from 'vitest'
import { nodeName } from '../../../src/model/names.ts'
import { beforeCommit, beforeContract, type Standings } from '../../../src/plan/preconditions.ts'
import type { ApplySetup } from '../../../src/reconcile/run/apply-setup.ts'
import { clusterClock, emulate, N1, N2, T1, T2, type Values } from '../../simulation/cluster-world.ts'
import { life } from '../../simulation/mortal.ts'
import { applyOnce, setupIn } from '../../simulation/one-run.ts'
import { memoryStore } from '../world/memory-store.ts'

const valuesOf = (interval: number): Values =>
  new Map([T1, T2, N1, N2].map((id) => [id, { 'groups.network': ['all'], 'updates.interval': interval }]))

const standings: Standings = {
  entry: nodeName('tokyo-1'),
  members: ['newyork-1', 'newyork-2', 'tokyo-1', 'tokyo-2'].map(nodeName),
  outOfService: [],
  stronger: [nodeName('tokyo-2')],
}

test.each([
  [
    'a commit that a stronger node could undo',
    beforeCommit(standings),
    'what is stored on tokyo-2 has to be known: they have a lower priority value than tokyo-1, so that an older configuration of theirs would win over the commit',
  ],
  [
    'a commit that takes something away',
    beforeContract(standings),
    'what is stored on newyork-1, newyork-2, tokyo-1, tokyo-2 has to be known: a node that does not hold what was committed before may rely on what this commit takes away',
  ],
])('where nobody may be asked, %s waits for that and says why', async (_what, preconditions, why) => {
  const cluster = emulate(valuesOf(60))
  const alive = life()
  const setup = setupIn({ cluster, store: memoryStore(), clock: clusterClock(cluster) }, alive, 'run', valuesOf(90))
  const plan: ApplySetup['plan'] = (...asked) => {
    const planned = setup.plan(...asked)
    if (planned.kind !== 'planned') return planned
    const phases = planned.plan.phases.map((phase) => ({ ...phase, preconditions }))
    return { ...planned, plan: { ...planned.plan, phases } }
  }
  const outcome = await applyOnce({ ...setup, plan, gateways: { ...setup.gateways, mayAskNodes: false } }, alive)
  expect(outcome).toMatchObject({
    kind: 'waiting',
    instructions: [why, 'allow a session at every node in the host file: "askNodes: true" of the cluster'],
  })
})
