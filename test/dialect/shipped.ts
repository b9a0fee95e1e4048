import { readFileSync } from 'node:fs'
import type { Dialect } from '../../src/dialect/dialect.ts'
import { parseDialect } from '../../src/dialect/parse-dialect.ts'

/** A dialect that is shipped, as plain JSON. */
export function shippedJson(name: 'web-gateway' | 'emulator'): Record<string, unknown> {
  return JSON.parse(readFileSync(`schema/dialects/${name}.json`, 'utf8')) as Record<string, unknown>
}

/** A dialect that is shipped; a test that uses it fails when the file is not valid. */
export function shippedDialect(name: 'web-gateway' | 'emulator'): Dialect {
  const { value, diagnostics } = parseDialect(shippedJson(name), `schema/dialects/${name}.json`)
  if (value === undefined) throw new Error(JSON.stringify(diagnostics, null, 2))
  return value
}
