import type { PolicyObjects } from '../../model/policy/policy.ts'
import type { Vocabulary } from '../vocabulary.ts'

/** Wildcards that a text fits one of, or ranges that an address lies in one of. */
export interface KnownValues {
  readonly kind: 'text' | 'address'
  readonly values: readonly string[]
}

/** What is known of requests, by property. */
export type Known = ReadonlyMap<string, KnownValues>

/** Requests that somebody answers for, for example those that pass the nodes of a region. */
export interface Audience {
  readonly name: string
  readonly has: Known
}

/** One of two policies that are compared: the same request is sent through both. */
export type SideName = 'before' | 'after'

/** A policy with the words that it is written in, and what is known of the requests that it decides. */
export interface Side {
  readonly name: SideName
  readonly policy: PolicyObjects
  readonly vocabulary: Vocabulary
  /** Properties whose value is the side's own, with what is known of it: the nodes of a region, for example. */
  readonly given: Known
}
