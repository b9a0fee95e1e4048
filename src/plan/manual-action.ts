import type { NodeName, Uuid } from '../model/names.ts'
import type { SettingName } from '../model/settings.ts'

/** What a step of preparing a node sees to before the node is added. */
export type Preparation = 'backup' | 'version' | 'clock' | 'listener' | 'groups' | 'authority'

/** What a manual step is about, for whoever judges a plan instead of reading it. */
export type ManualAction =
  | { readonly kind: 'prepare'; readonly node: NodeName; readonly ensures: readonly Preparation[] }
  /** `policyFrom` is the node that overwrites the added one. */
  | { readonly kind: 'add'; readonly node: NodeName; readonly policyFrom: NodeName }
  | { readonly kind: 'remove'; readonly uuid: Uuid }
  | { readonly kind: 'change address'; readonly node: NodeName; readonly setting: SettingName }
  | { readonly kind: 'hand over'; readonly from: NodeName; readonly to: NodeName }
  | { readonly kind: 'back up' }
  /** Out of the cluster for an upgrade; it is added again afterwards. */
  | { readonly kind: 'separate'; readonly node: NodeName }
  | {
      readonly kind: 'upgrade'
      readonly node: NodeName
      readonly through: 'console' | 'UI'
      /** Whether the repository of packages offers one version only. */
      readonly pinned: boolean
      /** Whether the node is seen to serve nobody before. */
      readonly drained: boolean
      /** Whether it stays in the cluster meanwhile, which mixes versions; `accepted` when somebody asked for it. */
      readonly rolling?: 'accepted'
      /** Whether it stands alone by then. */
      readonly alone: boolean
    }
  | { readonly kind: 'rotate authority' }
  | {
      readonly kind: 'restore'
      /** Whether the policy and the settings of every node come back, or the policy alone. */
      readonly whole: boolean
      readonly map: readonly { readonly from: Uuid; readonly to: Uuid }[]
    }
  | { readonly kind: 'revert snapshot'; readonly node: NodeName }
  | { readonly kind: 'update engines'; readonly node: NodeName }
  | {
      readonly kind: 'take over policy'
      /** The rule set that is imported, and whether the one of its name goes for it. */
      readonly imports?: { readonly name: string; readonly replaces: boolean }
      /** The rule set that is deleted. */
      readonly removes?: string
    }
