import type { StateStore } from '../../src/reconcile/ports.ts'
import { releaseHold, setHold } from '../../src/reconcile/hold.ts'
import { dialect } from './cluster-world.ts'
import type { Dice } from './dice.ts'
import { LISTS, type DrawnWorld } from './draw-world.ts'
import type { Weather } from './faults.ts'
import { edge } from './one-run.ts'
import type { VirtualTime } from './virtual-time.ts'
import type { Watcher } from './watcher.ts'

/** What chaos turns, and whom it tells. */
export interface ChaosGround {
  readonly world: DrawnWorld
  readonly weather: Weather
  readonly time: VirtualTime
  readonly watcher: Watcher
  readonly store: StateStore
  readonly note: (line: string) => void
  /** Starts another run beside those that are on their way. */
  readonly startRun: () => void
}

const EVENTS = [
  'deaf',
  'deaf',
  'deaf',
  'deaf',
  'down',
  'partition',
  'cut',
  'skew',
  'clock jump',
  'colleague saves',
  'colleague saves',
  'colleague saves elsewhere',
  'colleague logs on',
  'second run',
  'hold',
  'disk full',
  'sessions expire',
  'unreadable',
  'unreadable',
] as const

/** Lets one thing happen to the world; what is broken heals after a while by itself. */
export function wreak(dice: Dice, ground: ChaosGround): void {
  const { world, weather, time, watcher, note } = ground
  const now = time.now()
  const nodes = [...world.names.keys()]
  const node = dice.pick(nodes)
  const other = dice.pick(nodes)
  const name = world.names.get(node)!
  const lasting = dice.whole(1_000, 200_000)
  const event = dice.pick(EVENTS)
  const command = (...given: Parameters<typeof world.cluster.control>): void => void world.cluster.control(...given)
  const heal = (act: () => void): void => time.later(lasting, act)
  note(`chaos: ${event} (${name}, ${Math.round(lasting / 1000)} s)`)
  switch (event) {
    case 'deaf':
      command({ kind: 'deaf', node, deaf: true }, now)
      heal(() => command({ kind: 'deaf', node, deaf: false }, time.now()))
      break
    case 'down':
      command({ kind: 'down', node }, now)
      heal(() => command({ kind: 'up', node }, time.now()))
      break
    case 'partition': {
      const side = nodes.filter(() => dice.chance(0.5))
      command({ kind: 'partition', sides: [side, nodes.filter((one) => !side.includes(one))] }, now)
      heal(() => command({ kind: 'heal' }, time.now()))
      break
    }
    case 'cut':
      if (node !== other) command({ kind: 'cut', between: [node, other] }, now)
      heal(() => command({ kind: 'heal' }, time.now()))
      break
    case 'skew':
      command({ kind: 'skew', node, seconds: dice.whole(-28, 28) }, now)
      watcher.clocksMoved()
      break
    case 'clock jump':
      weather.clockOff += dice.whole(-300, 300) * 1_000
      watcher.clocksMoved()
      break
    case 'colleague saves':
      saveByHand(dice, ground, world.entry)
      break
    case 'colleague saves elsewhere':
      saveByHand(dice, ground, node)
      break
    case 'colleague logs on':
      command({ kind: 'ui login', node, user: 'colleague' }, now)
      heal(() => command({ kind: 'ui logout', node, user: 'colleague' }, time.now()))
      break
    case 'second run':
      ground.startRun()
      break
    case 'hold':
      void setHold(ground.store, edge, { by: 'a person', why: 'wait' })
      heal(() => void releaseHold(ground.store, edge))
      break
    case 'disk full':
      weather.diskFull = true
      heal(() => (weather.diskFull = false))
      break
    case 'sessions expire':
      command({ kind: 'expire sessions' }, now)
      break
    case 'unreadable': {
      const managed = `/list/${LISTS.managed}`
      const path = dice.pick([managed, managed, '/list', `/appliances/${node}`, '/appliances', '/version'])
      weather.unreadable.add(path)
      heal(() => weather.unreadable.delete(path))
    }
  }
  watcher.look()
}

/** A colleague changes something that is theirs, or, now and then, something that is ours. */
function saveByHand(dice: Dice, { world, time, watcher, note }: ChaosGround, at: string): void {
  const node = dice.pick([...world.names.keys()])
  const value = `colleague-${dice.whole(1, 999)}`
  const { document } = dialect.settings.get('groups.network')!
  const interval = dialect.settings.get('updates.interval')!
  const change = dice.pick([
    { kind: 'property', node, document, key: 'test.foreign', value },
    { kind: 'list', list: LISTS.foreign, values: [value, 'x'] },
    { kind: 'list', list: LISTS.managed, values: ['a', value] },
    { kind: 'property', node, document: interval.document, key: interval.key, value: String(dice.whole(500, 900)) },
  ] as const)
  const outcome = world.cluster.control({ kind: 'save by hand', node: at, user: 'colleague', change }, time.now())
  note(`colleague at ${world.names.get(at as never) ?? at}: ${JSON.stringify(change)} → ${outcome.kind}`)
  if (outcome.kind !== 'done') return
  watcher.savedByOthers(
    change.kind === 'list' ? `list ${change.list}` : `node ${change.node} document ${change.document} ${change.key}`,
  )
}

/** Ends everything that is broken, as far as people and repair can. */
export async function calm({ world, weather, time, store }: ChaosGround): Promise<void> {
  const { cluster } = world
  weather.fault = 0
  weather.diskFull = false
  weather.unreadable.clear()
  weather.clockOff = 0
  const now = time.now()
  cluster.control({ kind: 'heal' }, now)
  cluster.control({ kind: 'clear faults' }, now)
  for (const node of world.names.keys()) {
    cluster.control({ kind: 'up', node }, now)
    cluster.control({ kind: 'deaf', node, deaf: false }, now)
    cluster.control({ kind: 'skew', node, seconds: 0 }, now)
    cluster.control({ kind: 'ui logout', node, user: 'colleague' }, now)
  }
  await time.sleep(1_500_000)
  await releaseHold(store, edge)
}
