import type { StateStore } from '../../src/reconcile/ports.ts'
import type { ControlCommand } from '../../src/emulator/control/command.ts'
import type { HandMadeChange } from '../../src/emulator/control/save-by-hand.ts'
import type { ClusterSeed } from '../../src/emulator/profile.ts'
import type { Uuid } from '../../src/model/names.ts'
import { releaseHold, setHold } from '../../src/reconcile/locks/hold.ts'
import { dialect, profile } from './cluster-world.ts'
import type { Dice } from './dice.ts'
import { FILES } from './draw-files.ts'
import { LISTS, type DrawnWorld } from './draw-world.ts'
import type { Fate } from './fate.ts'
import type { Weather } from './faults.ts'
import { partsOfChange, policyChanges } from './hand-made.ts'
import { edge } from './one-run.ts'
import type { VirtualTime } from './virtual-time.ts'
import type { Watcher } from './watcher.ts'

/** What chaos turns, and whom it tells. */
export interface ChaosContext {
  readonly world: DrawnWorld
  readonly weather: Weather
  readonly time: VirtualTime
  readonly watcher: Watcher
  readonly store: StateStore
  readonly note: (line: string) => void
  readonly repertoire: Repertoire
  readonly fate: Fate
  /** Starts another run beside those that are on their way. */
  readonly startRun: () => void
  /** Asks every process to stop, as a service manager does. */
  readonly askToStop: () => void
}

/** What an event works with: the context, whom it strikes, and how long it lasts. */
interface Strike extends ChaosContext {
  readonly dice: Dice
  readonly node: Uuid
  readonly nodes: readonly Uuid[]
  /** Ends the event after a while. */
  readonly heal: (act: () => void) => void
  readonly command: (command: ControlCommand) => void
}

/** What a node runs that somebody has upgraded alone; its snapshot is brought back after a while. */
const OTHER_PRODUCT = { version: '12.2.20', build: '60011' }

/** Everything that can happen, by name; the last three only where they are aimed, or where a node is under repair. */
const EVENTS = {
  deaf: ({ command, heal, node }) => {
    command({ kind: 'deaf', node, deaf: true })
    heal(() => command({ kind: 'deaf', node, deaf: false }))
  },
  down: ({ command, heal, node }) => {
    command({ kind: 'down', node })
    heal(() => command({ kind: 'up', node }))
  },
  partition: ({ command, heal, nodes, dice }) => {
    const side = nodes.filter(() => dice.chance(0.5))
    command({ kind: 'partition', sides: [side, nodes.filter((one) => !side.includes(one))] })
    heal(() => command({ kind: 'heal' }))
  },
  cut: ({ command, heal, node, nodes, dice }) => {
    const other = dice.pick(nodes)
    if (node !== other) command({ kind: 'cut', between: [node, other] })
    heal(() => command({ kind: 'heal' }))
  },
  skew: ({ command, node, dice, watcher }) => {
    command({ kind: 'skew', node, seconds: dice.whole(-28, 28) })
    watcher.clocksMoved()
  },
  'clock jump': ({ weather, dice, watcher }) => {
    weather.clockOff += dice.whole(-300, 300) * 1_000
    watcher.clocksMoved()
  },
  'colleague saves': (strike) => saveByHand(strike, strike.world.entry),
  'colleague saves elsewhere': (strike) => saveByHand(strike, strike.node),
  'colleague logs on': ({ command, heal, node }) => {
    command({ kind: 'ui login', node, user: 'colleague' })
    heal(() => command({ kind: 'ui logout', node, user: 'colleague' }))
  },
  'colleague changes ours': (strike) => saveByHand(strike, strike.world.entry, changesOfOurs),
  'colleague saves what nobody reads': (strike) => saveByHand(strike, strike.world.entry, unreadChanges),
  'second run': ({ startRun }) => startRun(),
  'asked to stop': ({ askToStop }) => askToStop(),
  hold: ({ store, heal }) => {
    void setHold(store, edge, { by: 'a person', why: 'wait' })
    heal(() => void releaseHold(store, edge, 0))
  },
  'disk full': ({ weather, heal }) => {
    weather.diskFull = true
    heal(() => (weather.diskFull = false))
  },
  slow: ({ weather, dice, heal }) => {
    weather.slow = dice.pick([300, 1_500, 4_000])
    heal(() => (weather.slow = 0))
  },
  'sessions expire': ({ command }) => command({ kind: 'expire sessions' }),
  unreadable: ({ weather, dice, node, heal, note, world }) => {
    const managed = `/list/${LISTS.managed}`
    const file = `/appliances/${node}/system/${FILES.managed}`
    const policy = world.ruleSets === undefined ? [] : ['/rulesets', '/rulesets/rulegroups/', '/setting']
    const others = [file, '/list', `/appliances/${node}`, '/appliances', '/version', ...policy]
    const path = dice.pick([managed, managed, ...others])
    note(`unreadable: ${path}`)
    weather.unreadable.add(path)
    heal(() => weather.unreadable.delete(path))
  },
  'messages are late': ({ command, heal, nodes, world, dice }) => {
    const milliseconds = dice.whole(6_000, 20_000)
    const others = nodes.filter((one) => one !== world.entry)
    for (const other of others) command({ kind: 'slow', node: other, milliseconds })
    heal(() => others.forEach((other) => command({ kind: 'slow', node: other, milliseconds: 0 })))
  },
  'half an upgrade': ({ command, dice, node, time }) => {
    command({ kind: 'upgrade', node, ...OTHER_PRODUCT })
    time.later(dice.whole(60_000, 1_800_000), () => command({ kind: 'upgrade', node, ...profile.product }))
  },
  repair: ({ world, command }) => {
    const node = world.cluster.picture().nodes.find(({ title }) => title === world.away?.name)
    if (node !== undefined) command({ kind: node.up ? 'down' : 'up', node: node.uuid })
  },
} as const satisfies Readonly<Record<string, (strike: Strike) => void>>

/** What can happen, by name. */
export type EventName = keyof typeof EVENTS

/** What happens in one life: a few kinds of events often find more than all of them seldom do. */
export type Repertoire = readonly EventName[]

/** Draws what happens in a life, at least one kind of event. */
export function drawRepertoire(dice: Dice, { away }: DrawnWorld): Repertoire {
  const all = Object.keys(EVENTS).map((name) => name as EventName)
  const drawnAnywhere = all.filter((name) => name !== 'half an upgrade' && name !== 'messages are late')
  const names = away === undefined ? drawnAnywhere.filter((name) => name !== 'repair') : drawnAnywhere
  const share = dice.pick([0.1, 0.2, 0.5])
  const drawn = names.filter(() => dice.chance(share))
  return drawn.length > 0 ? drawn : [dice.pick(names)]
}

/** Lets one thing happen to the world; what is broken heals after a while by itself. */
export function wreak(from: Dice, context: ChaosContext): void {
  const { world, time, watcher, note, fate } = context
  // Dice of its own: what it throws does not shift what happens later when it is spared.
  const dice = from.fork()
  const nodes = [...world.names.keys()]
  const node = dice.pick(nodes)
  const lasting = dice.whole(1_000, 200_000)
  const event = dice.pick(context.repertoire)
  const what = `chaos: ${event} (${world.names.get(node)!}, ${Math.round(lasting / 1000)} s)`
  if (!fate.strikes(what)) return
  note(what)
  EVENTS[event]({
    ...context,
    dice,
    node,
    nodes,
    heal: (act) => time.later(lasting, act),
    command: (command) => {
      world.cluster.control(command, time.now())
      if (command.kind === 'up' || command.kind === 'down') watcher.switched(command.node as Uuid, command.kind)
      if (command.kind === 'upgrade') watcher.upgraded()
    },
  })
  watcher.look()
}

/** What a colleague may do at a node, to parts of which node. */
type Choice = (dice: Dice, node: Uuid, seed: ClusterSeed) => readonly HandMadeChange[]

/** A colleague changes something that is theirs, or, now and then, something that is ours. */
const anyChanges: Choice = (dice, node, seed) => {
  const value = `colleague-${dice.whole(1, 999)}`
  const { document } = dialect.settings.get('groups.network')!
  return [
    ...policyChanges(dice, seed),
    { kind: 'property', node, document, key: 'test.foreign', value },
    { kind: 'list', list: LISTS.foreign, values: [value, 'x'] },
    { kind: 'system file', node, path: FILES.foreign, text: `${value}\n` },
    { kind: 'system file', node, path: FILES.managed, text: `${value}\n` },
    { kind: 'list', list: LISTS.managed, values: ['a', value] },
    ...changesOfOurs(dice, node, seed),
  ]
}

/** A colleague sets a value that a rollout sets, too. */
const changesOfOurs: Choice = (dice, node) => {
  const { document, key } = dialect.settings.get('updates.interval')!
  return [{ kind: 'property', node, document, key, value: String(dice.whole(500, 900)) }]
}

/** A colleague writes a system file that no YAML manages. */
const unreadChanges: Choice = (dice, node) => [
  { kind: 'system file', node, path: FILES.foreign, text: `colleague-${dice.whole(1, 999)}\n` },
]

function saveByHand({ dice, world, time, watcher, note }: Strike, at: Uuid, choice = anyChanges): void {
  const node = dice.pick([...world.names.keys()])
  const change = dice.pick(choice(dice, node, world.cluster.dump(at)!))
  const parts = partsOfChange(change, world.cluster.dump(at)!)
  const outcome = world.cluster.control({ kind: 'save by hand', node: at, user: 'colleague', change }, time.now())
  note(`colleague at ${world.names.get(at)}: ${JSON.stringify(change)} → ${outcome.kind}`)
  if (outcome.kind !== 'done') return
  for (const part of parts) watcher.savedByOthers(part)
}

/** Ends everything that is broken, as far as people and repair can. */
export async function calm(context: ChaosContext): Promise<void> {
  const { world, weather, time, watcher, store } = context
  const { cluster } = world
  weather.fault = 0
  weather.stall = 0
  weather.diskFull = false
  weather.slow = 0
  weather.isCured = true
  weather.unreadable.clear()
  weather.clockOff = 0
  const now = time.now()
  cluster.control({ kind: 'heal' }, now)
  cluster.control({ kind: 'clear faults' }, now)
  for (const node of world.names.keys()) {
    cluster.control({ kind: 'up', node }, now)
    watcher.switched(node, 'up')
    cluster.control({ kind: 'deaf', node, deaf: false }, now)
    cluster.control({ kind: 'slow', node, milliseconds: 0 }, now)
    cluster.control({ kind: 'upgrade', node, ...profile.product }, now)
    cluster.control({ kind: 'skew', node, seconds: 0 }, now)
    cluster.control({ kind: 'ui logout', node, user: 'colleague' }, now)
  }
  watcher.upgraded()
  await time.sleep(1_500_000)
  if (new Set(cluster.holdings().values()).size > 1) await reunite(context)
  while ((await releaseHold(store, edge, 0)) !== undefined);
}

/**
 * Two configurations that both win somewhere, since who wins may depend on who holds it: as the runbook says, a person
 * saves once at the node with the lowest priority value.
 */
async function reunite({ world, time, watcher, note }: ChaosContext): Promise<void> {
  const priority = ({ settings }: (typeof world.desired.nodes)[number]): number => settings.priority!.value!
  const [strongest] = world.desired.nodes.toSorted((a, b) => priority(a) - priority(b))
  const node = strongest!.uuid.value
  const change = {
    kind: 'property',
    node,
    document: dialect.settings.get('groups.network')!.document,
    key: 'test.foreign',
    value: 'saved once more',
  } as const
  const outcome = world.cluster.control({ kind: 'save by hand', node, user: 'colleague', change }, time.now())
  note(`the colleague saves at ${strongest!.name}, the node that wins: ${outcome.kind}`)
  if (outcome.kind === 'done')
    for (const part of partsOfChange(change, world.cluster.dump(node)!)) watcher.savedByOthers(part)
  await time.sleep(600_000)
}
