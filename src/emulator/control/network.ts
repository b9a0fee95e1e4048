import { arm } from '../faults.ts'
import { pair, type ClusterState } from '../state.ts'
import type { NetworkCommand } from './command.ts'
import type { ControlOutcome } from './outcome.ts'

/** Does what happens to the network, or arms what happens to requests. */
export function controlNetwork(state: ClusterState, command: NetworkCommand): ControlOutcome {
  const missing = namedNodes(command).find((uuid) => !state.nodes.has(uuid))
  if (missing !== undefined) return { kind: 'refused', text: `no node ${missing}` }
  switch (command.kind) {
    case 'cut':
      state.cuts.add(pair(...command.between))
      break
    case 'heal':
      if (command.between === undefined) state.cuts.clear()
      else state.cuts.delete(pair(...command.between))
      break
    case 'partition':
      partition(state, command.sides)
      break
    case 'fault':
      arm(state.faults, command.fault)
      break
    case 'clear faults':
      state.faults.armed.splice(0)
      break
    case 'expire sessions':
      for (const node of state.nodes.values()) node.sessions.clear()
  }
  return { kind: 'done' }
}

function namedNodes(command: NetworkCommand): readonly string[] {
  if (command.kind === 'cut' || command.kind === 'heal') return command.between ?? []
  return command.kind === 'partition' ? command.sides.flat() : []
}

function partition({ cuts }: ClusterState, sides: readonly (readonly string[])[]): void {
  for (const [index, side] of sides.entries())
    for (const other of sides.slice(index + 1))
      for (const left of side) for (const right of other) cuts.add(pair(left, right))
}
