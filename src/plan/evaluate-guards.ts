import type { Guard, GuardContext } from './guards/guard.ts'
import { guards } from './guards/index.ts'
import type { Plan } from './plan.ts'

/** What one guard says against a plan. */
export interface Objection {
  readonly code: string
  readonly message: string
  readonly why: string
  readonly help: string
  /** The flag that overrides it; absent where nothing may. */
  readonly override?: string
}

/** What all guards said, and what became of the overrides that were given. */
export interface GuardVerdicts {
  /** These stop the plan. */
  readonly objections: readonly Objection[]
  /** These were overridden; they are told and written into the journal. */
  readonly overridden: readonly Objection[]
  /** Overrides that name no guard: an error. */
  readonly unknownOverrides: readonly string[]
  /** Overrides of guards that had nothing to say: a warning. */
  readonly unusedOverrides: readonly string[]
}

/** Lets every guard look at a plan; `overrides` are flags such as `--allow-mass-change`. */
export function evaluateGuards(plan: Plan, context: GuardContext, overrides: readonly string[] = []): GuardVerdicts {
  const given = new Set(overrides)
  const said = guards.flatMap((guard) =>
    [...guard.objections(plan, context)].map((message) => objection(guard, message)),
  )
  const isOverridden = ({ override }: Objection): boolean => override !== undefined && given.has(override)
  const used = new Set(said.filter(isOverridden).map(({ override }) => override))
  const known = new Set<string>(overrideFlags)
  return {
    objections: said.filter((one) => !isOverridden(one)),
    overridden: said.filter(isOverridden),
    unknownOverrides: [...given].filter((flag) => !known.has(flag)),
    unusedOverrides: [...given].filter((flag) => known.has(flag) && !used.has(flag)),
  }
}

/** An objection as it is told: what is dangerous, and what to do about it. */
export function objectionWords({ code, message, help, override }: Objection): string {
  const cure = override === undefined ? help : `${help}; ${override} overrides it`
  return `${code}: ${message}; ${cure}`
}

/** The flags that override a guard, for the command line. */
export const overrideFlags: readonly string[] = guards.flatMap(({ override }) => override ?? [])

function objection({ code, why, help, override }: Guard, message: string): Objection {
  return { code, message, why, help, ...(override === undefined ? {} : { override }) }
}
