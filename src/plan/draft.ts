import type { Phase } from './plan.ts'

/** A phase that does not know its position in the plan yet. */
export type Draft = Omit<Phase, 'ordinal'>
