import type { Stage, StageOptions } from './stage.ts'

/** A change of the repository that touches the nodes of New York and nothing that connects them. */
export const slowerUpdates = [
  'locations/newyork.yaml',
  'clientNetworks: [10.1.16.0/20]\n',
  'clientNetworks: [10.1.16.0/20]\ndefaults:\n  updates:\n    interval: 120\n',
] as const

/** Something that goes wrong at night, and how the person on call gets from the first command to a healthy cluster. */
export interface Incident {
  /** Name of its page below `docs/incidents`. */
  readonly name: string
  readonly title: string
  /** What the operator knows at the beginning. */
  readonly alert: string
  readonly stage?: StageOptions
  readonly play: (stage: Stage) => Promise<void>
}
