import { goOnTakingBack, isUnwell, takeBack } from '../../src/cli/rollback/take-back.ts'
import { CommandFailure } from '../../src/cli/command.ts'
import type { WritableCluster } from '../../src/cli/gateway/open-cluster.ts'
import { overriding } from '../../src/cli/gateway/overrides.ts'
import type { World } from '../../src/cli/world.ts'
import type { Outcome } from '../../src/plan/progress.ts'
import { readChangeRecord } from '../../src/cli/gateway/change-record.ts'
import type { ApplySetup } from '../../src/reconcile/run/apply-setup.ts'
import { runHold } from '../../src/reconcile/locks/hold.ts'
import { EXIT, type ExitCode } from '../../src/report/exit-code.ts'
import { COMMIT } from './draw-canary.ts'
import { edge } from './one-run.ts'
import { overrides } from './real-planner.ts'
import type { Disturb, Scene } from './scene.ts'

/** How taking back ended: with an exit code, or with the words of what refused it. */
export type WayBackEnd = ExitCode | { readonly refused: string }

/** Goes on with what an earlier process has not taken back to its end, as `pader apply` and a watch do before anything else. */
export async function goOn(scene: Scene, setup: ApplySetup, disturb: Disturb): Promise<WayBackEnd | undefined> {
  const held = await runHold(scene.store, edge)
  if (held?.takesBack !== undefined) disturb('a way back')
  return ended(async () => goOnTakingBack(await openFor(scene, setup), taking(), worldOf(scene, setup)))
}

/** Takes back a rollout that is not well, as `pader apply` and a watch do. */
export async function takeBackIfUnwell(
  outcome: Outcome,
  scene: Scene,
  setup: ApplySetup,
  disturb: Disturb,
): Promise<WayBackEnd | undefined> {
  if (!isUnwell(outcome)) return undefined
  disturb('a way back')
  return ended(async () => takeBack(await openFor(scene, setup), taking(), worldOf(scene, setup)))
}

/** Whether everything was taken back, by what is said. */
export const isAllTakenBack = (end: WayBackEnd): boolean => end === EXIT.guarded

async function ended(work: () => Promise<ExitCode | undefined>): Promise<WayBackEnd | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof CommandFailure && !error.message.startsWith('internal error'))
      return { refused: error.inOneLine }
    if (error instanceof Error && 'code' in error) return { refused: error.message }
    throw error
  }
}

function taking() {
  return {
    approvals: undefined,
    options: { quiet: true, color: 'never' } as const,
    revision: COMMIT,
    overrides: overriding(overrides),
  }
}

async function openFor({ world }: Scene, setup: ApplySetup): Promise<WritableCluster> {
  const { entryNode, gateways, scope, store, leases, clock, probe, by } = setup
  return {
    cluster: { ...world.desired, name: edge },
    entryNode,
    gateways,
    scope,
    target: { provedEmulator: true },
    ...(await readChangeRecord(store, edge, clock.now())),
    times: { windows: [], freezes: [] },
    store,
    leases,
    local: store,
    clock,
    probe,
    probeProxy: async () => undefined,
    ...(world.canary === undefined ? {} : { canary: world.canary }),
    by,
    holder: by,
    requests: () => 0,
    close: async () => undefined,
  }
}

function worldOf({ note }: Scene, { stop, clock, by }: ApplySetup): World {
  const output = { isTerminal: false, columns: 200, write: (text: string) => note(`${by}: ${text.trim()}`) }
  return {
    stdout: output,
    stderr: output,
    env: {},
    cwd: '/',
    home: '/',
    stop,
    endInOrder: () => undefined,
    now: () => new Date(clock.now()),
  }
}
