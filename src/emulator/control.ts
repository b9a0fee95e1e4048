import { saveByHand, type HandMadeChange } from './control/save-by-hand.ts'
import { addNode, removeNode } from './control/membership.ts'
import type { ControlOutcome } from './control/outcome.ts'
import { uiLogin } from './control/ui-login.ts'
import { arm, type ArmedFault } from './faults.ts'
import { pair, type ClusterState, type NodeState } from './state.ts'

/** What can be done to a cluster that no client can do; nodes are named by UUID. */
export type ControlCommand =
  | { readonly kind: 'cut'; readonly between: readonly [string, string] }
  /** Heals one pair, or all of them. */
  | { readonly kind: 'heal'; readonly between?: readonly [string, string] }
  /** Cuts every way between nodes of different sides. */
  | { readonly kind: 'partition'; readonly sides: readonly (readonly string[])[] }
  | { readonly kind: 'down' | 'up'; readonly node: string }
  | { readonly kind: 'slow'; readonly node: string; readonly milliseconds: number }
  | { readonly kind: 'skew'; readonly node: string; readonly seconds: number }
  | { readonly kind: 'upgrade'; readonly node: string; readonly version: string; readonly build: string }
  | { readonly kind: 'set ca'; readonly node: string; readonly ca: string }
  /** Takes no storage from others until told otherwise. */
  | { readonly kind: 'deaf'; readonly node: string; readonly deaf: boolean }
  | { readonly kind: 'fault'; readonly fault: ArmedFault }
  | { readonly kind: 'clear faults' }
  | { readonly kind: 'ui login' | 'ui logout'; readonly node: string; readonly user: string }
  | { readonly kind: 'save by hand'; readonly node: string; readonly user: string; readonly change: HandMadeChange }
  /** The administrator at `at` adds a node: its policy is overwritten. */
  | { readonly kind: 'add node'; readonly at: string; readonly node: string }
  /** The joining side starts it. */
  | { readonly kind: 'join'; readonly at: string; readonly node: string }
  | { readonly kind: 'remove node'; readonly at: string; readonly node: string }
  | { readonly kind: 'expire sessions' }

const done: ControlOutcome = { kind: 'done' }

/** Does what a command says; a node that does not exist is said, not guessed. */
export function control(state: ClusterState, command: ControlCommand): ControlOutcome {
  const missing = namedNodes(command).find((uuid) => !state.nodes.has(uuid))
  if (missing !== undefined) return { kind: 'refused', text: `no node ${missing}` }
  switch (command.kind) {
    case 'cut':
      state.cuts.add(pair(...command.between))
      return done
    case 'heal':
      if (command.between === undefined) state.cuts.clear()
      else state.cuts.delete(pair(...command.between))
      return done
    case 'partition':
      partition(state, command.sides)
      return done
    case 'fault':
      arm(state.faults, command.fault)
      return done
    case 'clear faults':
      state.faults.armed.splice(0)
      return done
    case 'expire sessions':
      for (const node of state.nodes.values()) node.sessions.clear()
      return done
    case 'add node':
    case 'join':
      return withNode(state, command.at, (at) =>
        withNode(state, command.node, (node) => addNode(state, at, node, command.kind)),
      )
    case 'remove node':
      return withNode(state, command.at, (at) => withNode(state, command.node, (node) => removeNode(state, at, node)))
    default:
      return withNode(state, command.node, (node) => controlNode(state, node, command))
  }
}

type NodeCommand = Exclude<
  ControlCommand,
  {
    readonly kind:
      'cut' | 'heal' | 'partition' | 'fault' | 'clear faults' | 'expire sessions' | 'add node' | 'join' | 'remove node'
  }
>

function controlNode(state: ClusterState, node: NodeState, command: NodeCommand): ControlOutcome {
  switch (command.kind) {
    case 'up':
      node.up = true
      return done
    case 'down':
      node.up = false
      node.sessions.clear()
      return done
    case 'slow':
      node.slow = Math.max(0, command.milliseconds)
      return done
    case 'skew':
      node.skew = command.seconds * 1000
      return done
    case 'upgrade':
      node.version = command.version
      node.build = command.build
      return done
    case 'set ca':
      node.ca = command.ca
      return done
    case 'deaf':
      node.deaf = command.deaf
      return done
    case 'ui login':
      return uiLogin(state, node, command.user)
    case 'ui logout':
      for (const session of node.sessions.values())
        if (session.kind === 'ui' && session.account.name === command.user) node.sessions.delete(session.id)
      return done
    case 'save by hand':
      return saveByHand(state, node, command.user, command.change)
  }
}

function withNode(state: ClusterState, uuid: string, work: (node: NodeState) => ControlOutcome): ControlOutcome {
  const node = state.nodes.get(uuid)
  return node === undefined ? { kind: 'refused', text: `no node ${uuid}` } : work(node)
}

function namedNodes(command: ControlCommand): readonly string[] {
  if (command.kind === 'cut') return command.between
  if (command.kind === 'heal') return command.between ?? []
  if (command.kind === 'partition') return command.sides.flat()
  return []
}

function partition({ cuts }: ClusterState, sides: readonly (readonly string[])[]): void {
  for (const [index, side] of sides.entries())
    for (const other of sides.slice(index + 1))
      for (const left of side) for (const right of other) cuts.add(pair(left, right))
}
