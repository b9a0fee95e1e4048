import type { Policy } from '../../../src/model/policy/policy.ts'
import { impactOf } from '../../../src/policy/impact/impact.ts'
import type { Impact } from '../../../src/policy/impact/impact-class.ts'
import type { Side, SideName } from '../../../src/policy/reason/side.ts'
import { vocabulary } from '../small-policies.ts'

export const place = { kind: 'file', file: 'generated' } as const

/** A small policy as one of two that are compared. */
export const side = (name: SideName, policy: Policy): Side => ({ name, policy, vocabulary, given: new Map() })

/** What a change from one small policy to another does to anybody's requests. */
export const impact = (before: Policy, after: Policy): Impact =>
  impactOf(side('before', before), side('after', after), { audiences: [] })
