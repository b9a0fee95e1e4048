import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Dialect } from '../../dialect/dialect.ts'
import { layDialects } from '../../dialect/overlay.ts'
import { parseDialect } from '../../dialect/parse-dialect.ts'
import type { EmulatorProfile, PropertyRole, RoleName } from '../../emulator/profile.ts'
import { readWireProfile } from '../../emulator/read-wire-profile.ts'
import type { SettingName } from '../../model/settings.ts'
import { EXIT } from '../../report/exit-code.ts'
import type { Checked } from '../../source/checked.ts'
import { CommandFailure, INSTALL_AGAIN } from '../command.ts'

/** The product that the emulator plays: its identifiers, known and invented, and how it behaves. */
export interface EmulatedProduct {
  readonly dialect: Dialect
  readonly profile: EmulatorProfile
}

const roleSettings: { readonly [Role in RoleName]: SettingName } = {
  listeners: 'listeners',
  networkGroups: 'groups.network',
  runtimeGroup: 'groups.runtime',
  updateGroup: 'groups.update',
  priority: 'priority',
  allowedDifference: 'clock.allowedDifference',
  versionCheck: 'versionCheck.enabled',
  versionCheckLevel: 'versionCheck.level',
  updatesAutomatic: 'updates.automatic',
  updatesFromInternet: 'updates.fromInternet',
  updatesFromNodes: 'updates.fromNodes',
  updatesToNodes: 'updates.toNodes',
  updateInterval: 'updates.interval',
  restHttp: 'rest.http',
  restHttps: 'rest.https',
}

/** Loads what is shipped about the product, for a version of it, and what was learnt from an appliance over it. */
export async function loadEmulatedProduct(
  home: string,
  product: EmulatorProfile['product'],
  calibrated?: Dialect,
): Promise<EmulatedProduct> {
  const [base, emulator] = await Promise.all(
    ['web-gateway.json', 'emulator.json'].map((name) => load(home, name, parseDialect)),
  )
  const wire = await load(home, 'emulator-wire.json', (json, file) => readWireProfile(file, json))
  if (base === undefined) throw new CommandFailure(EXIT.internal, 'the dialects are missing', INSTALL_AGAIN)
  const dialect = layDialects({
    base,
    ...(emulator === undefined ? {} : { emulator }),
    ...(calibrated === undefined ? {} : { calibrated }),
  })
  const roles = Object.fromEntries(
    Object.entries(roleSettings).flatMap(([role, setting]) => {
      const found = roleOf(dialect, setting)
      return found === undefined ? [] : [[role, found] as const]
    }),
  )
  return { dialect, profile: { product, roles, wire } }
}

function roleOf(dialect: Dialect, setting: SettingName): PropertyRole | undefined {
  const entry = dialect.settings.get(setting)
  if (entry === undefined) return undefined
  const { document, key, encoding } = entry
  const place = { document, key }
  switch (encoding.kind) {
    case 'rows': {
      const [column] = Object.values(encoding.columns)
      return column === undefined ? place : { ...place, column }
    }
    case 'joined':
      return { ...place, separator: encoding.separator }
    case 'number':
    case 'boolean': {
      const { kind: _, ...form } = encoding
      return { ...place, ...form }
    }
    case 'text':
    case 'endpoint':
    case 'list':
      return place
  }
}

async function load<Value>(
  home: string,
  name: string,
  read: (json: unknown, file: string) => Checked<Value>,
): Promise<Value> {
  const path = join(home, 'schema', 'dialects', name)
  const json: unknown = JSON.parse(await readFile(path, 'utf8'))
  const { value, diagnostics } = read(json, path)
  if (value !== undefined) return value
  throw new CommandFailure(
    EXIT.internal,
    `"${path}": ${diagnostics.map(({ message }) => message).join('; ')}`,
    INSTALL_AGAIN,
  )
}
