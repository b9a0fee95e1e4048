import { sha256Of } from '../../model/digest.ts'
import type { Policy } from '../../model/policy/policy.ts'
import { withoutSecrets } from '../../policy/show/secrets.ts'

/**
 * The policy with a digest in the place of every encrypted value, so that artifacts show that one has changed and never
 * what it is. Only the document that an appliance imports carries it on, unread.
 */
export function policyWithoutSecrets(policy: Policy): Policy {
  const settings = policy.settings.map((one) => ({ ...one, values: one.values.map(masked) }))
  const tables = policy.tables.map((table) => ({
    ...table,
    rows: table.rows.map((row) => ({ ...row, cells: row.cells.map(masked) })),
  }))
  return { ...policy, settings, tables }
}

function masked<Value extends { readonly value: string; readonly encrypted?: boolean }>(one: Value): Value {
  const isSecret = one.encrypted === true || withoutSecrets(one.value) !== one.value
  return isSecret ? { ...one, value: `sha256:${sha256Of(one.value)}` } : one
}
