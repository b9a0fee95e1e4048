import type { ExportedRuleSet } from '../../adopt/import/import-policy.ts'
import type { GatewayReader } from '../../appliance/port.ts'
import { settingCodec } from '../../appliance/value-codec.ts'
import { vocabularyFrom } from '../../compile/policy/vocabulary.ts'
import type { Dialect } from '../../dialect/dialect.ts'
import type { ObservedCluster } from '../../model/observed.ts'
import { look } from '../../reconcile/observe/observe.ts'

/** Everything of a cluster that an import can write. */
export interface WholeCluster {
  readonly observed: ObservedCluster
  /** The top-level rule sets in the order in which they are processed, with their documents. */
  readonly ruleSets: readonly ExportedRuleSet[]
}

/** Looks at a whole cluster through one session; every rule set is exported once. */
export async function lookAtAll(reader: GatewayReader, dialect: Dialect, observedAt: string): Promise<WholeCluster> {
  const texts = new Map<string, string>()
  const keeping: GatewayReader = {
    ...reader,
    async exportRuleSet(id) {
      const exported = await reader.exportRuleSet(id)
      if (exported.kind === 'known') texts.set(id, exported.value)
      return exported
    },
  }
  const scope = {
    names: new Map(),
    dialect,
    codec: settingCodec,
    systemFiles: new Map(),
    lists: true,
    ruleSets: vocabularyFrom(dialect.policy),
  }
  const { cluster: observed } = await look(keeping, scope, observedAt)
  const seen = observed.ruleSets.kind === 'known' ? observed.ruleSets.value : []
  const ruleSets = seen.map(({ id, name, holds }) => ({
    name,
    text: texts.get(id),
    content: holds.kind === 'known' ? holds.value : undefined,
  }))
  return { observed, ruleSets }
}
