import type { Uuid } from '../../src/model/names.ts'
import type { Ending } from '../../src/plan/progress.ts'
import { confirmStep } from '../../src/reconcile/run/confirm-step.ts'
import { fileLeases } from '../../src/reconcile/locks/lease.ts'
import { inService, type Away } from './draw-away.ts'
import { edge } from './one-run.ts'
import type { Scene } from './scene.ts'

/** The node under repair is switched off at first, or has yet to be. */
export function beginRepair(scene: Scene, { name, isOffAtFirst }: Away): void {
  scene.note(`${name} is out of service, and ${isOffAtFirst ? 'off' : 'still on'}`)
  if (isOffAtFirst) switchNode(scene, 'down')
}

/** What the person on call does when a run waits for the node to be shut away: switches it off, and says so where asked. */
export async function shutAway(scene: Scene, waiting: Extract<Ending, { kind: 'waiting' }>): Promise<void> {
  const { store, time, note } = scene
  if (!waiting.for.startsWith('isolate ')) return
  switchNode(scene, 'down')
  if (!waiting.goOn.includes('--confirm')) return note('a person switches the node under repair off')
  const word = { cluster: edge, step: waiting.for, by: 'a person', run: 'confirmation' }
  const refused = await confirmStep(word, store, fileLeases(store, time), time)
  note(`a person confirms: ${waiting.for}${refused === undefined ? '' : ` (refused: ${refused})`}`)
}

/** What brings the node back: it is switched on, and the YAML says no more that it is out of service. */
export function inServiceAgain(scene: Scene): () => Scene {
  return () => {
    switchNode(scene, 'up')
    scene.watcher.backInService()
    scene.note(`${scene.world.away?.name} is back in service`)
    return { ...scene, world: { ...scene.world, desired: inService(scene.world.desired) } }
  }
}

function switchNode({ world, time, watcher }: Scene, kind: 'up' | 'down'): void {
  const node = world.cluster.picture().nodes.find(({ title }) => title === world.away?.name)
  if (node !== undefined) {
    world.cluster.control({ kind, node: node.uuid }, time.now())
    watcher.switched(node.uuid as Uuid, kind)
  }
  watcher.look()
}
