import type { LocationName, NodeName } from '../../model/names.ts'
import type { Waiver } from '../../model/waiver.ts'
import type { Place } from '../../source/place.ts'

/** Where in which revision something is written that caused a change. */
export interface Cause {
  readonly side: 'before' | 'after'
  readonly place: Place
}

/** One thing that a change of the repository does to a cluster, in the words of the domain. */
export type Change =
  | { readonly kind: 'cluster added' | 'cluster removed'; readonly cause: Cause }
  | { readonly kind: 'location added' | 'location removed'; readonly location: LocationName; readonly cause: Cause }
  | {
      readonly kind: 'location renamed'
      readonly from: LocationName
      readonly location: LocationName
      readonly cause: Cause
    }
  | {
      readonly kind: 'node added' | 'node removed'
      readonly node: NodeName
      readonly location: LocationName
      readonly transit: boolean
      readonly cause: Cause
    }
  | {
      readonly kind: 'node renamed'
      readonly from: NodeName
      readonly node: NodeName
      readonly location: LocationName
      readonly cause: Cause
    }
  /** The same appliance at another location. */
  | {
      readonly kind: 'node moved'
      readonly node: NodeName
      readonly from: LocationName
      readonly location: LocationName
      readonly cause: Cause
    }
  /** The same name and another appliance behind it. */
  | {
      readonly kind: 'hardware replaced'
      readonly node: NodeName
      readonly location: LocationName
      readonly before: string
      readonly after: string
      readonly cause: Cause
    }
  /** One value with the nodes that it reaches; none of them when it belongs to the cluster, a location or an object. */
  | {
      readonly kind: 'value changed'
      readonly subject: Subject
      readonly field: string
      /** Undefined: not there. */
      readonly before: unknown
      readonly after: unknown
      readonly nodes: readonly NodeName[]
      readonly cause: Cause
    }
  | { readonly kind: 'waiver added' | 'waiver removed'; readonly waiver: WaiverTerms; readonly cause: Cause }
  | {
      readonly kind: 'waiver changed'
      readonly before: WaiverTerms
      readonly after: WaiverTerms
      readonly cause: Cause
    }

/** What a waiver says, wherever it is written. */
export type WaiverTerms = Omit<Waiver, 'place'>

/** What a changed value belongs to. */
export type Subject =
  | { readonly kind: 'cluster' }
  | { readonly kind: 'location'; readonly location: LocationName }
  | { readonly kind: 'nodes' }
  | { readonly kind: ObjectKind; readonly name: string }
  /** A rule by the names of the rule sets around it, from the outermost on. */
  | { readonly kind: 'rule'; readonly name: string; readonly ruleSet: string }

/** Kinds of objects of a policy that a change is told of by name. */
export type ObjectKind =
  'region' | 'list' | 'table' | 'rule set' | 'settings' | 'property' | 'parameter' | 'system file'
