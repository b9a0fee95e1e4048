import type { Incident } from './incident.ts'
import { people } from './people.ts'
import { network } from './network.ts'
import { rollouts } from './rollouts.ts'

/** Every incident that is played, in the order of the pages. */
export const incidents: readonly Incident[] = [...network, ...people, ...rollouts].toSorted((a, b) =>
  a.name < b.name ? -1 : 1,
)
