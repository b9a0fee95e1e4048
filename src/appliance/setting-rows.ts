import type {
  DailyWindow,
  Endpoint,
  Route,
  ScheduledJob,
  SettingName,
  SettingValue,
  UpdateProxy,
} from '../model/settings.ts'
import { jobKinds, jobSchedules, settingShapes } from '../model/setting-shapes.ts'

/** The cells of one row as text, by the name of the field. An empty cell is left out. */
export type Cells = ReadonlyMap<string, string>

/** Builds the value of a setting from its rows, or says which row makes no sense. */
export function valueOfRows(setting: SettingName, rows: readonly Cells[]): SettingValue | { readonly problem: string } {
  const built = buildAll(setting, rows)
  if (built !== undefined) return built
  const at = rows.findIndex((row) => buildAll(setting, [row]) === undefined)
  return { problem: `row ${at} makes no sense as one of "${setting}"` }
}

/** The rows of a setting's value as cells; secrets are left out, since they are never compared and never written. */
export function rowsOfValue(setting: SettingName, value: SettingValue): readonly Cells[] {
  if (!Array.isArray(value)) return []
  const secret = secretFields(setting)
  return value.map((element: unknown) => {
    const fields = typeof element === 'object' && element !== null ? Object.entries(element) : []
    const cells = new Map<string, string>()
    for (const [name, content] of fields) {
      if (content === undefined || secret.has(name)) continue
      cells.set(name, Array.isArray(content) ? content.join(',') : String(content))
    }
    const [address, port] = [cells.get('address'), cells.get('port')]
    if (address !== undefined && port !== undefined)
      cells.set('endpoint', joinEndpoint({ address, port: Number(port) }))
    return cells
  })
}

/** Fields that tell one row of a setting from another: what is unread in a row belongs to the row with the same ones. */
export function identityOf(setting: SettingName): readonly string[] {
  if (setting === 'jobs') return ['id']
  if (setting === 'routes') return ['destination']
  if (setting === 'updates.proxies') return ['host', 'port']
  return setting === 'updates.blackouts' ? ['start', 'end'] : ['endpoint']
}

/** Names of the fields of a setting's rows that hold secrets. */
export function secretFields(setting: SettingName): ReadonlySet<string> {
  const shape = settingShapes[setting]
  return new Set(
    shape.kind === 'rows' ? shape.fields.filter(({ kind }) => kind === 'secret').map(({ name }) => name) : [],
  )
}

/** An endpoint as appliances write it, an IPv6 address in brackets. */
export function joinEndpoint({ address, port }: Endpoint): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`
}

/** Reads `address:port`. */
export function splitEndpoint(text: string): Endpoint | undefined {
  const match = /^(?:\[([^\]]+)\]|([^:\s]+)):(\d{1,5})$/.exec(text.trim())
  const address = match?.[1] ?? match?.[2]
  return address === undefined ? undefined : { address, port: Number(match?.[3]) }
}

/** How the rows of each setting that has rows become its value. */
const builders: { readonly [Name in SettingName]?: (rows: readonly Cells[]) => SettingValue | undefined } = {
  listeners: (rows) => all(rows, endpoint),
  jobs: (rows) => all(rows, job),
  routes: (rows) => all(rows, route),
  'updates.blackouts': (rows) => all(rows, dailyWindow),
  'updates.proxies': (rows) => all(rows, updateProxy),
}

function buildAll(setting: SettingName, rows: readonly Cells[]): SettingValue | undefined {
  return builders[setting]?.(rows)
}

function route(row: Cells): Route | undefined {
  const [destination, gateway, device] = [row.get('destination'), row.get('gateway'), row.get('device')]
  if (destination === undefined || gateway === undefined || device === undefined) return undefined
  return { destination, gateway, device, ...optional(row, 'description') }
}

function dailyWindow(row: Cells): DailyWindow | undefined {
  const [start, end] = [row.get('start'), row.get('end')]
  return start === undefined || end === undefined ? undefined : { start, end }
}

function updateProxy(row: Cells): UpdateProxy | undefined {
  const [host, port] = [row.get('host'), Number(row.get('port'))]
  return host === undefined || !Number.isInteger(port) ? undefined : { host, port, ...optional(row, 'user') }
}

function all<Row>(rows: readonly Cells[], build: (row: Cells) => Row | undefined): readonly Row[] | undefined {
  const built = rows.map(build)
  const complete = built.filter((row) => row !== undefined)
  return complete.length === built.length ? complete : undefined
}

function endpoint(row: Cells): Endpoint | undefined {
  const joined = row.get('endpoint')
  if (joined !== undefined) return splitEndpoint(joined)
  const [address, port] = [row.get('address'), Number(row.get('port'))]
  return address === undefined || !Number.isInteger(port) ? undefined : { address, port }
}

const flags = ['enabled', 'runIfMissed', 'mostRecent', 'policyOnly', 'lockStorage'] as const

function job(row: Cells): ScheduledJob | undefined {
  const id = row.get('id')
  const kind = jobKinds.find((known) => known === row.get('kind'))
  const schedule = jobSchedules.find((known) => known === row.get('schedule'))
  if (id === undefined || kind === undefined || schedule === undefined) return undefined
  const nodes = row.get('onNodes')
  // What is neither is not a no.
  if (!flags.every((name) => ['true', 'false', undefined].includes(row.get(name)))) return undefined
  const fields = { id, kind, enabled: row.get('enabled') === 'true', schedule }
  const times = { ...optional(row, 'at'), ...optional(row, 'description'), ...optional(row, 'then') }
  return {
    ...fields,
    ...times,
    ...optional(row, 'source'),
    ...optional(row, 'destination'),
    ...optionalFlag(row, 'runIfMissed'),
    ...optionalFlag(row, 'mostRecent'),
    ...optionalFlag(row, 'policyOnly'),
    ...optionalFlag(row, 'lockStorage'),
    ...(nodes === undefined ? {} : { onNodes: nodes.split(',') }),
  }
}

function optional<const Name extends string>(row: Cells, name: Name): { readonly [Key in Name]?: string } {
  const text = row.get(name)
  const field: { [Key in Name]?: string } = {}
  if (text !== undefined) field[name] = text
  return field
}

function optionalFlag<const Name extends string>(row: Cells, name: Name): { readonly [Key in Name]?: boolean } {
  const text = row.get(name)
  const field: { [Key in Name]?: boolean } = {}
  if (text !== undefined) field[name] = text === 'true'
  return field
}
