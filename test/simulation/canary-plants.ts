import type { Phase } from '../../src/plan/plan.ts'
import type { ApplySetup } from '../../src/reconcile/run/apply-setup.ts'
import type { PlantedMistake } from './plants.ts'

/** Mistakes that somebody could make where changes are spread over locations. */
export const canaryPlants: readonly PlantedMistake[] = [
  {
    name: 'a rollout that does not watch what it has done',
    seed: 3,
    found: /to be watched|asked too early|not known to be well/,
    setup: (setup) => spreading(setup, (phases) => phases.map(unwatched)),
  },
  {
    name: 'a rollout that believes every node to be well',
    seed: 3,
    found: /not known to be well/,
    setup: (setup) => ({ ...setup, probeProxy: async () => undefined }),
  },
  {
    name: 'a rollout that begins with the last location',
    seed: 3,
    found: /changes \S+ before/,
    setup: (setup) => spreading(setup, (phases) => phases.toReversed()),
  },
  {
    name: 'a way back that holds nothing',
    seed: 308,
    found: /took back what is not well, and nothing is held/,
    store: (store) => ({
      ...store,
      replace: async (name, bytes) => (name.startsWith('hold/') ? undefined : store.replace(name, bytes)),
    }),
  },
]

/** Changes the phases that are spread over locations. */
function spreading(setup: ApplySetup, change: (phases: readonly Phase[]) => readonly Phase[]): ApplySetup {
  const plan: ApplySetup['plan'] = (...given) => {
    const planned = setup.plan(...given)
    if (planned.kind !== 'planned') return planned
    const spread = [...change(planned.plan.phases.filter(isSpread))]
    const phases = planned.plan.phases.flatMap((phase) => (isSpread(phase) ? (spread.shift() ?? []) : phase))
    return { ...planned, plan: { ...planned.plan, phases: phases.map((phase, at) => ({ ...phase, ordinal: at + 1 })) } }
  }
  return { ...setup, plan }
}

const isSpread = (phase: Phase): boolean => phase.preconditions.some(({ kind }) => kind === 'soaked')

function unwatched(phase: Phase): Phase {
  return { ...phase, preconditions: phase.preconditions.filter(({ kind }) => kind !== 'soaked') }
}
