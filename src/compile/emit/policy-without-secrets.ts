import { sha256Of } from '../../model/digest.ts'
import type { Policy } from '../../model/policy/policy.ts'
import { isSecret, type KeyedValue } from '../../policy/show/secrets.ts'

/**
 * The policy with a digest in the place of every secret, so that artifacts show that one has changed and never
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

function masked<Value extends KeyedValue>(one: Value): Value {
  return isSecret(one) ? { ...one, value: `sha256:${sha256Of(one.value)}` } : one
}
