import { answerRequest } from './answer-request.ts'
import { chooseSwitches } from './choose-switches.ts'
import { control } from './control.ts'
import type { ControlCommand } from './control/command.ts'
import type { ControlOutcome } from './control/outcome.ts'
import { dump } from './dump.ts'
import { EventQueue } from './event-queue.ts'
import { happen, startTimers } from './happen.ts'
import type { HttpRequest, HttpResponse } from './http-message.ts'
import type { ClusterSeed, EmulatorProfile, NodeSeed } from './profile.ts'
import { seedStorage } from './seed-storage.ts'
import type { ClusterEvent, ClusterState, NodeState } from './state.ts'
import { picture, type ClusterPicture } from './picture.ts'
import type { Storage } from './storage.ts'
import type { Switches } from './switches.ts'

/**
 * An emulated cluster: a deterministic state machine without a clock, randomness or input and output of its own.
 * Whoever drives it says what time it is; what became due until then happens first, in order.
 */
export interface EmulatedCluster {
  /** Answers a request at one node; never throws, whatever the request. */
  request(node: string, request: HttpRequest, now: number): HttpResponse
  /** Lets everything happen that is due by then. */
  advance(now: number): void
  /** Does what no client can: pulls a cable, sets a clock, saves something as an administrator at the UI. */
  control(command: ControlCommand, now: number): ControlOutcome
  /** What is stored where at this moment, for a person or a test's own eyes. */
  picture(): ClusterPicture
  /** Number of the storage that each node holds; cheap enough to be asked after everything that happens. */
  holdings(): ReadonlyMap<string, number>
  /** What it has become, seen from one node. */
  dump(from: string): ClusterSeed | undefined
  /** The moment of the next thing that will happen by itself. */
  readonly nextAt: number | undefined
  readonly switches: Switches
}

/** Makes a cluster out of what it starts with, how its product behaves, and the decisions to take. */
export function createCluster(
  seed: ClusterSeed,
  profile: EmulatorProfile,
  switches: Partial<Switches> = {},
): EmulatedCluster {
  const state = createState(seed, profile, chooseSwitches(switches))
  startTimers(state)
  const advance = (now: number): void => {
    for (let due = state.queue.takeDue(now); due !== undefined; due = state.queue.takeDue(now)) {
      state.now = Math.max(state.now, due.at)
      happen(state, due.event)
    }
    state.now = Math.max(state.now, now)
  }
  return {
    request(node, request, now) {
      advance(now)
      return answerRequest(state, node, request)
    },
    advance,
    control(command, now) {
      advance(now)
      return control(state, command)
    },
    picture: () => picture(state),
    holdings: () => new Map([...state.nodes].map(([uuid, { storage }]) => [uuid, storage.id])),
    dump(from) {
      const node = state.nodes.get(from)
      return node === undefined ? undefined : dump(state, node)
    },
    get nextAt() {
      return state.queue.nextAt
    },
    switches: state.switches,
  }
}

function createState(seed: ClusterSeed, profile: EmulatorProfile, switches: Switches): ClusterState {
  const members = seed.nodes.filter(({ standalone }) => standalone !== true)
  const shared = seedStorage(seed, members, 1)
  const state: ClusterState = {
    profile,
    switches,
    secret: seed.secret,
    accounts: seed.accounts,
    nodes: new Map(),
    cuts: new Set(),
    queue: new EventQueue<ClusterEvent>(),
    faults: { armed: [] },
    lineage: new Map([[1, undefined]]),
    now: seed.savedAt,
    storages: 1,
    sessions: 0,
    numbers: 0,
    saves: 0,
    reach: { key: '', from: new Map() },
  }
  for (const node of seed.nodes) {
    if (node.standalone === true) {
      state.storages += 1
      state.lineage.set(state.storages, undefined)
      const own = seedStorage(
        { ...seed, lists: [], ruleSets: [], settings: [], userProperties: [] },
        [node],
        state.storages,
      )
      state.nodes.set(node.uuid, createNode(node, profile, own, seed.savedAt))
    } else state.nodes.set(node.uuid, createNode(node, profile, shared, seed.savedAt))
  }
  return state
}

function createNode(seed: NodeSeed, { product }: EmulatorProfile, storage: Storage, now: number): NodeState {
  return {
    uuid: seed.uuid,
    hostname: seed.hostname,
    version: seed.version ?? product.version,
    build: seed.build ?? product.build,
    ca: seed.ca,
    skew: (seed.skew ?? 0) * 1000,
    up: true,
    slow: 0,
    deaf: false,
    storage,
    sessions: new Map(),
    coordinatorLog: [],
    auditLog: [],
    alerts: new Map(),
    files: new Map(),
    deletedLogs: new Set(),
    engines: 0,
    checkAt: now,
    sharedData: new Map(),
    licence: '',
    actions: [],
  }
}
