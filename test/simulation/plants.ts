import type { WritableGateway } from '../../src/appliance/port.ts'
import { known } from '../../src/model/observed.ts'
import type { ApplySetup, Planned } from '../../src/reconcile/run/apply-setup.ts'
import type { Plant } from './scene.ts'

const text = new TextEncoder()

/** A mistake with the words by which it is found, and the first seed that finds it. */
export interface PlantedMistake extends Plant {
  readonly found: RegExp
  readonly seed: number
}

/** Mistakes that somebody could make behind a port. */
export const plants: readonly PlantedMistake[] = [
  {
    name: 'a writer that commits twice',
    seed: 1,
    found: /commits twice|does not announce/,
    setup: (setup) =>
      writing(setup, (gateway) => ({
        ...gateway,
        write: async (work) =>
          gateway.write(async (writer) =>
            work({
              ...writer,
              commit: async () => {
                await writer.commit()
                await writer.commit()
              },
            }),
          ),
      })),
  },
  {
    name: 'a journal that writes after the effect',
    seed: 1,
    found: /does not announce/,
    store: (store) => {
      let late: (() => Promise<void>) | undefined
      return {
        ...store,
        append: async (name, bytes) => {
          await late?.()
          late = async () => store.append(name, bytes)
        },
      }
    },
  },
  {
    name: 'a verification that believes the entry node',
    seed: 1,
    found: /never did|disconnected/,
    setup: (setup) => ({ ...setup, gateways: { ...setup.gateways, at: () => setup.gateways.entry } }),
  },
  {
    name: 'a change that is sent again when its answer is lost',
    seed: 10,
    found: /repeats a change/,
    transport: (inner) => ({
      close: async () => inner.close(),
      send: async (request) => {
        const outcome = await inner.send(request)
        return request.method === 'PUT' && outcome.kind === 'no answer' ? inner.send(request) : outcome
      },
    }),
  },
  {
    name: 'a lease that is believed for ever',
    seed: 295,
    found: /without the lease/,
    setup: (setup) => ({
      ...setup,
      leases: {
        ...setup.leases,
        acquire: async (...given) => {
          const acquired = await setup.leases.acquire(...given)
          if (acquired.kind === 'taken') return acquired
          return { kind: 'ours', lease: { ...acquired.lease, holds: async () => true } }
        },
      },
    }),
  },
  {
    name: 'a session that drops its changes without a word',
    seed: 4,
    found: /without having discarded/,
    transport: (inner) => ({
      close: async () => inner.close(),
      send: async (request) =>
        request.path === '/discard'
          ? { kind: 'answered', response: { status: 200, headers: {}, body: text.encode('') } }
          : inner.send(request),
    }),
  },
  {
    name: 'a reader that answers from its memory',
    seed: 2,
    found: /never announced|did not say so|reads|did not converge|says that it committed/,
    transport: (inner) => {
      const memory = new Map<string, Awaited<ReturnType<typeof inner.send>>>()
      return {
        close: async () => inner.close(),
        send: async (request) => {
          if (request.method !== 'GET' || !request.path.startsWith('/list/')) return inner.send(request)
          const remembered = memory.get(request.path) ?? (await inner.send(request))
          memory.set(request.path, remembered)
          return remembered
        },
      }
    },
  },
  {
    name: 'an observation that takes what it cannot read for gone',
    seed: 19,
    found: /writes although it could not read/,
    transport: (inner) => ({
      close: async () => inner.close(),
      send: async (request) => {
        const outcome = await inner.send(request)
        const isBroken = outcome.kind === 'answered' && outcome.response.status >= 500
        if (request.method !== 'GET' || !isBroken) return outcome
        return { ...outcome, response: { ...outcome.response, status: 404 } }
      },
    }),
  },
  {
    name: 'clocks that are believed to agree',
    seed: 8,
    found: /ms away/,
    setup: (setup) => {
      const agreed = async () => known({ seconds: 0, uncertainty: 0 })
      const { entry } = setup.gateways
      return {
        ...setup,
        gateways: {
          ...setup.gateways,
          entry: { ...entry, clock: agreed },
          at: (node) => {
            const gateway = setup.gateways.at(node)
            return gateway && { ...gateway, clock: agreed }
          },
        },
      }
    },
  },
  {
    name: 'a session that is left open',
    seed: 1,
    found: /without logging off/,
    transport: (inner) => ({
      close: async () => inner.close(),
      send: async (request) =>
        request.path === '/logout'
          ? { kind: 'answered', response: { status: 200, headers: {}, body: text.encode('') } }
          : inner.send(request),
    }),
  },
  {
    name: 'a hold that nobody reads',
    seed: 69,
    found: /while a person holds/,
    store: (store) => ({
      ...store,
      read: async (name) => (name.startsWith('hold/') ? undefined : store.read(name)),
    }),
  },
  {
    name: 'a backup that never reaches the disk',
    seed: 1,
    found: /without a backup/,
    store: (store) => ({
      ...store,
      replace: async (name, bytes) => (name.startsWith('backup/') ? undefined : store.replace(name, bytes)),
    }),
  },
  {
    name: 'a planner that takes one step to the goal',
    seed: 2,
    found: /disconnected/,
    setup: (setup) =>
      planning(setup, (planned) => {
        if (planned.kind !== 'planned') return planned
        const [first] = planned.plan.phases
        const expand = planned.plan.phases.find(({ kind }) => kind === 'expand')
        const contract = planned.plan.phases.find(({ kind }) => kind === 'contract')
        if (first === undefined || expand === undefined || contract === undefined) return planned
        const before = new Map(
          expand.steps.flatMap((step) => (step.kind === 'set property' ? [[step.uuid, step.before]] : [])),
        )
        const steps = contract.steps.map((step) =>
          step.kind === 'set property' ? { ...step, before: before.get(step.uuid) ?? step.before } : step,
        )
        const phases = planned.plan.phases
          .filter((phase) => phase !== expand)
          .map((phase) => (phase === contract ? { ...phase, steps } : phase))
        return { ...planned, plan: { ...planned.plan, phases } }
      }),
  },
  {
    name: 'an import that replaces whatever has the name next to it',
    seed: 1,
    found: /changes a foreign rule set|another way than the journal|not where the plan expects it/,
    transport: (inner) => {
      let others: readonly string[] = []
      return {
        close: async () => inner.close(),
        send: async (request) => {
          const outcome = await inner.send(request)
          if (request.path.startsWith('/rulesets?') && outcome.kind === 'answered')
            others = idsIn(new TextDecoder().decode(outcome.response.body))
          const [, id] = /^\/rulesets\/rulegroups\/([^/]+)$/.exec(request.path) ?? []
          const next = id === undefined || request.method !== 'DELETE' ? undefined : others[others.indexOf(id) + 1]
          if (next !== undefined) await inner.send({ ...request, path: `/rulesets/rulegroups/${next}` })
          return outcome
        },
      }
    },
  },
  {
    name: 'a step for settings that names only the rule sets that are wanted',
    seed: 1,
    found: /nobody made one|superseded|did not converge/,
    setup: (setup) =>
      planning(setup, (planned) => {
        if (planned.kind !== 'planned') return planned
        const removed = new Set(
          planned.plan.phases.flatMap(({ steps }) =>
            steps.flatMap((step) => (step.kind === 'put rule sets' ? step.removes : [])),
          ),
        )
        const phases = planned.plan.phases.map((phase) => ({
          ...phase,
          steps: phase.steps.map((step) =>
            step.kind === 'set policy setting'
              ? { ...step, ruleSets: step.ruleSets.filter((name) => !removed.has(name)) }
              : step,
          ),
        }))
        return { ...planned, plan: { ...planned.plan, phases } }
      }),
  },
  {
    name: 'a contract that waits for nobody',
    seed: 195,
    found: /disconnected/,
    setup: (setup) =>
      planning(setup, (planned) => {
        if (planned.kind !== 'planned') return planned
        const phases = planned.plan.phases.map((phase) => ({
          ...phase,
          preconditions: phase.preconditions.filter(({ kind }) => kind === 'soaked'),
        }))
        return { ...planned, plan: { ...planned.plan, phases } }
      }),
  },
]

/** Ids in a feed, in its order. */
function idsIn(feed: string): readonly string[] {
  return [...feed.matchAll(/<entry>\s*<id>([^<]*)<\/id>/g)].map(([, id]) => id!)
}

function writing(setup: ApplySetup, change: (gateway: WritableGateway) => WritableGateway): ApplySetup {
  return { ...setup, gateways: { ...setup.gateways, entry: change(setup.gateways.entry) } }
}

function planning(setup: ApplySetup, change: (planned: Planned) => Planned): ApplySetup {
  return { ...setup, plan: (...given) => change(setup.plan(...given)) }
}
