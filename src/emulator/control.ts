import type { ControlCommand, NodeCommand, PersonCommand } from './control/command.ts'
import { addNode, removeNode } from './control/membership.ts'
import { controlNetwork } from './control/network.ts'
import type { ControlOutcome } from './control/outcome.ts'
import { saveByHand } from './control/save-by-hand.ts'
import { uiLogin } from './control/ui-login.ts'
import type { ClusterState, NodeState } from './state.ts'

/** Does what a command says; a node that does not exist is said, not guessed. */
export function control(state: ClusterState, command: ControlCommand): ControlOutcome {
  if (!('node' in command)) return controlNetwork(state, command)
  const node = state.nodes.get(command.node)
  if (node === undefined) return { kind: 'refused', text: `no node ${command.node}` }
  if ('user' in command) return actAsPerson(state, node, command)
  if (!('at' in command)) return controlNode(node, command)
  const at = state.nodes.get(command.at)
  if (at === undefined) return { kind: 'refused', text: `no node ${command.at}` }
  return command.kind === 'remove node' ? removeNode(state, at, node) : addNode(state, at, node, command.kind)
}

function controlNode(node: NodeState, command: NodeCommand): ControlOutcome {
  switch (command.kind) {
    case 'up':
      node.up = true
      break
    case 'down':
      node.up = false
      node.sessions.clear()
      break
    case 'slow':
      node.slow = Math.max(0, command.milliseconds)
      break
    case 'skew':
      node.skew = command.seconds * 1000
      break
    case 'upgrade':
      node.version = command.version
      node.build = command.build
      break
    case 'set ca':
      node.ca = command.ca
      break
    case 'deaf':
      node.deaf = command.deaf
  }
  return { kind: 'done' }
}

function actAsPerson(state: ClusterState, node: NodeState, command: PersonCommand): ControlOutcome {
  switch (command.kind) {
    case 'ui login':
      return uiLogin(state, node, command.user)
    case 'ui logout':
      for (const session of node.sessions.values())
        if (session.kind === 'ui' && session.account.name === command.user) node.sessions.delete(session.id)
      return { kind: 'done' }
    case 'save by hand':
      return saveByHand(state, node, command.user, command.change)
  }
}
