import type { GatewayReader } from '../../src/appliance/port.ts'
import type { ApplySetup, Planned } from '../../src/reconcile/run/apply-setup.ts'
import type { StateStore } from '../../src/reconcile/ports.ts'
import { known } from '../../src/model/observed.ts'
import { dialect, profile } from './cluster-world.ts'
import type { PlantedMistake } from './plants.ts'

/** Mistakes against what is promised of people and of other processes: what they said, saved, hold and wait for. */
export const safetyPlants: readonly PlantedMistake[] = [
  {
    name: 'a way back that overwrites what a colleague saved meanwhile',
    seed: 62,
    found: /takes back what somebody else has changed/,
    wayBack: (setup, wanted) => takingAllForItsOwn(setup, (uuid) => intervalOf(wanted, uuid)),
  },
  {
    name: 'an approval that holds for any plan',
    seed: 729,
    found: /nobody approved|since the plan was approved/,
    setup: ({ approved, ...setup }) => {
      void approved
      return setup
    },
  },
  {
    name: 'a lease that is taken from whoever has it',
    seed: 2,
    found: /takes the lease that/,
    setup: (setup) => ({
      ...setup,
      leases: {
        ...setup.leases,
        acquire: async (cluster, by, why) => {
          await setup.leases.break(cluster, by, why)
          return setup.leases.acquire(cluster, by, why)
        },
      },
    }),
  },
  {
    name: 'a process that is asked to stop and goes on',
    seed: 64,
    found: /after it was asked to stop/,
    setup: (setup) => ({ ...setup, stop: new AbortController().signal }),
  },
  {
    name: 'a run that another storage has overtaken, and that holds nothing',
    seed: 86,
    found: /is superseded, and nothing is held/,
    store: (store) => without(store, 'hold/runs/', 'another storage replaced what was committed'),
  },
  {
    name: 'a node under repair that is believed to be shut away',
    seed: 64,
    found: /out of service, is up|disconnected/,
    setup: (setup) => ({ ...setup, probe: async () => 'closed' }),
  },
  {
    name: 'a node under repair that is changed like the others',
    seed: 5,
    found: /which is out of service/,
    setup: (setup) => ({ ...setup, plan: (...asked) => sparingNobody(setup.plan(...asked)) }),
  },
  {
    name: 'a guard on versions that nobody hears',
    seed: 45,
    found: /runs another version than the entry node/,
    setup: (setup) => ({
      ...setup,
      plan: (...given) => {
        const planned = setup.plan(...given)
        if (planned.kind !== 'planned') return planned
        const objections = planned.objections.filter((objection) => !objection.startsWith('GUARD-VERSIONS'))
        return { ...planned, objections }
      },
    }),
  },
  {
    name: 'nodes that are believed to run what the entry node runs',
    seed: 45,
    found: /runs another version than the entry node/,
    setup: (setup) => ({
      ...setup,
      gateways: {
        ...setup.gateways,
        at: (node) => {
          const way = setup.gateways.at(node)
          return (
            way && {
              ...way,
              read: async (work, between) =>
                way.read(async (reader) => work({ ...reader, version: async () => known(profile.product) }), between),
            }
          )
        },
      },
    }),
  },
  {
    name: 'a copy of what was lost that nobody keeps',
    seed: 12,
    found: /is kept in .*, and it is not/,
    store: (store) => without(store, 'lost/'),
  },
  {
    name: 'a backup that is always the first one',
    seed: 705,
    found: /did not say so/,
    transport: (inner, isEntry) => {
      if (!isEntry) return inner
      let first: Awaited<ReturnType<typeof inner.send>> | undefined
      return {
        close: async () => inner.close(),
        send: async (request) => {
          if (request.path !== '/backup') return inner.send(request)
          const answer = first ?? (await inner.send(request))
          if (answer.kind === 'answered' && answer.response.status === 200) first = answer
          return answer
        },
      }
    },
  },
  {
    name: 'a writer that also puts back what stands beside it',
    seed: 1,
    found: /writes a foreign object/,
    transport: (inner) => ({
      close: async () => inner.close(),
      send: async (request) => {
        const outcome = await inner.send(request)
        const [path] = /^.*\/property\//.exec(request.path) ?? []
        if (request.method === 'PUT' && path !== undefined)
          await inner.send({ ...request, path: `${path}test.foreign` })
        return outcome
      },
    }),
  },
]

/** A state directory in which files whose names begin so, and that say so, never arrive. */
function without(store: StateStore, folder: string, words = ''): StateStore {
  const isGone = (name: string, bytes: Uint8Array): boolean =>
    name.startsWith(folder) && new TextDecoder().decode(bytes).includes(words)
  return {
    ...store,
    replace: async (name, bytes) => (isGone(name, bytes) ? undefined : store.replace(name, bytes)),
  }
}

const interval = dialect.settings.get('updates.interval')!

function intervalOf({ nodes }: Parameters<NonNullable<PlantedMistake['wayBack']>>[1], uuid: string): unknown {
  return nodes.find((node) => node.uuid.value === uuid)?.settings['updates.interval']?.value
}

/** A way back to which every value that a rollout may have written looks as the rollout made it. */
/** The plan with what it leaves alone at nodes out of service put into the first phase that changes settings. */
function sparingNobody(planned: Planned): Planned {
  if (planned.kind === 'impossible') return planned
  const { phases, away = [] } = planned.plan
  const first = phases.findIndex(({ kind }) => kind === 'settings')
  const left = away.flatMap(({ steps }) =>
    steps.filter((step) => 'setting' in step && step.setting !== 'groups.network'),
  )
  const all = phases.map((phase, index) => (index === first ? { ...phase, steps: [...phase.steps, ...left] } : phase))
  return { ...planned, plan: { ...planned.plan, phases: all } }
}

function takingAllForItsOwn(setup: ApplySetup, wantedOf: (uuid: string) => unknown): ApplySetup {
  const owners = new WeakMap<object, string>()
  const marking = <Reader extends GatewayReader>(reader: Reader): Reader => ({
    ...reader,
    configuration: async (node, document) => {
      const found = await reader.configuration(node, document)
      const property = found.kind === 'known' ? found.value.properties.get(interval.key) : undefined
      if (property !== undefined && document === interval.document) owners.set(property, node)
      return found
    },
  })
  const { entry } = setup.gateways
  const { codec } = setup.scope
  return {
    ...setup,
    gateways: {
      ...setup.gateways,
      entry: {
        ...entry,
        read: async (work, between) => entry.read(async (reader) => work(marking(reader)), between),
        write: async (work) => entry.write(async (writer) => work(marking(writer))),
      },
    },
    scope: {
      ...setup.scope,
      codec: {
        ...codec,
        decode: (entry, property) => {
          const seen = codec.decode(entry, property)
          const wanted = wantedOf(owners.get(property) ?? '')
          // Colleagues choose larger numbers than those that are wanted.
          const isOfColleague = seen.kind === 'known' && typeof seen.value === 'number' && seen.value >= 500
          return isOfColleague && typeof wanted === 'number' ? { kind: 'known', value: wanted } : seen
        },
      },
    },
  }
}
