import { catchUp, inSync } from './catch-up.ts'
import { hop } from './distribution.ts'
import { checkEngines, scheduleEngines } from './engine-updates.ts'
import { shareData } from './shared-data.ts'
import type { ClusterEvent, ClusterState } from './state.ts'

/** Starts what a cluster does by itself again and again. */
export function startTimers(state: ClusterState): void {
  state.queue.add(state.now + state.switches.catchUpInterval, { kind: 'catch up' })
  state.queue.add(state.now + state.switches.sharedDataInterval, { kind: 'share data' })
  for (const node of state.nodes.values()) scheduleEngines(state, node)
}

/** Lets one thing happen that was due. */
export function happen(state: ClusterState, event: ClusterEvent): void {
  switch (event.kind) {
    case 'hop':
      hop(state, event.message, event.from, event.path)
      return
    case 'catch up':
      if (!inSync(state)) catchUp(state)
      state.queue.add(state.now + state.switches.catchUpInterval, event)
      return
    case 'share data':
      shareData(state)
      state.queue.add(state.now + state.switches.sharedDataInterval, event)
      return
    case 'check engines':
      checkEngines(state, event.node)
  }
}
