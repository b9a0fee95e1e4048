import type { Cause, Change } from '../../plan/review/change.ts'
import { canonical } from '../../plan/review/content.ts'

/** Changes that say the same of several nodes, as one; `change` names all of the nodes. */
export interface AlikeChanges {
  readonly change: Change
  /** Nodes that it is told of, for a change that is about nodes. */
  readonly nodes: readonly string[]
  readonly causes: readonly Cause[]
}

/** Puts together what is the same for several nodes, whichever lines cause it: a reader wants to read it once. */
export function alike(changes: readonly Change[]): readonly AlikeChanges[] {
  const told = new Map<string, AlikeChanges>()
  for (const [index, given] of changes.entries()) {
    const change = portsOnly(given)
    const key = keyOf(change) ?? String(index)
    const earlier = told.get(key)
    told.set(key, {
      change,
      nodes: [...(earlier?.nodes ?? []), ...nodesOf(change)],
      causes: [...(earlier?.causes ?? []), change.cause],
    })
  }
  return [...told.values()]
}

function nodesOf(change: Change): readonly string[] {
  if (change.kind === 'value changed') return change.nodes
  return 'node' in change ? [change.node] : []
}

/** What two changes must have in common to be told as one; undefined for a change that stands for itself. */
function keyOf(change: Change): string | undefined {
  if (change.kind === 'node moved') return JSON.stringify([change.kind, change.from, change.location])
  if (change.kind !== 'value changed' || change.subject.kind !== 'nodes') return undefined
  const { field, before, after, cause } = change
  return JSON.stringify([
    field,
    canonical(before),
    canonical(after),
    before === undefined,
    after === undefined,
    cause.side,
  ])
}

/** Listeners that keep their addresses change their ports, which are the same for many nodes when the addresses are not. */
function portsOnly(change: Change): Change {
  if (change.kind !== 'value changed' || change.field !== 'listeners') return change
  const [before, after] = [endpoints(change.before), endpoints(change.after)]
  if (before === undefined || after === undefined || addresses(before) !== addresses(after)) return change
  return { ...change, field: 'ports of the listeners', before: ports(before), after: ports(after) }
}

interface Endpoint {
  readonly address: unknown
  readonly port: unknown
}

function endpoints(value: unknown): readonly Endpoint[] | undefined {
  if (!Array.isArray(value)) return undefined
  const found = value.filter(isEndpoint)
  return found.length === value.length ? found : undefined
}

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'address' in value && 'port' in value
}

function addresses(all: readonly Endpoint[]): string {
  return canonical(all.map(({ address }) => address))
}

function ports(all: readonly Endpoint[]): readonly unknown[] {
  return [...new Set(all.map(({ port }) => canonical(port)))].map((port): unknown => JSON.parse(port))
}
