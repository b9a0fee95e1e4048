import { host } from '../model/forms/host.ts'
import type { ChangeTimes } from '../model/change-window.ts'
import type { SecretReference } from '../model/settings.ts'
import { checked, failed, type Checked } from '../source/checked.ts'
import { hasErrors } from '../source/diagnostic.ts'
import {
  boolean,
  fieldsOf,
  integer,
  mapOf,
  oneOf,
  reject,
  sequenceOf,
  startReading,
  type Fields,
  type Read,
  type Reading,
} from '../source/fields.ts'
import { formed } from './formed.ts'
import { readCanary, type CanaryHost } from './host-canary.ts'
import { readApprovals, type ApprovalsHost } from './host-approvals.ts'
import { readChangeTimes } from './host-windows.ts'
import { readSource, type SourceHost } from './host-source.ts'
import { readServices, type HostServices } from './host-services.ts'
import { readForge, type ForgeHost } from './host-forge.ts'
import { filePath, filled } from './host-texts.ts'
import { secretReference } from './secret-field.ts'
import { readSharedState, type SharedStateHost } from './host-shared-state.ts'

/** What only the machine knows that runs Pader: addresses, whom to trust, accounts. Never part of the repository. */
export interface HostFile extends HostServices {
  /** Folder of journals, leases and backups; with a shared state, of what is this machine's alone. */
  readonly stateDirectory: string
  /** Where journals, leases and backups are instead, for several hosts. */
  readonly sharedState?: SharedStateHost
  readonly clusters: ReadonlyMap<string, ClusterHost>
}

/** How one cluster is reached and followed. */
export interface ClusterHost extends ChangeTimes, SourceHost {
  readonly nodes: ReadonlyMap<string, NodeHost>
  /** For nodes that name none of their own. */
  readonly trust?: TrustReference
  /** URL of the HTTP proxy through which the nodes are reached; proxies of the environment are never asked. */
  readonly proxy?: string
  readonly reader: Account
  /** Absent on a machine that only looks. */
  readonly writer?: Account
  /** Whether a session may be opened at every node to ask what it holds; it takes the one attachment for a moment. */
  readonly askNodes: boolean
  readonly mode: 'observe' | 'propose' | 'enforce'
  readonly emulator?: EmulatorControl
  /** Signatures without which nothing is changed; absent where none are demanded. */
  readonly approvals?: ApprovalsHost
  /** How changes of settings are spread over the locations; absent where all are made at once. */
  readonly canary?: CanaryHost
  /** Where it is said what was found, besides the log; absent where nowhere. */
  readonly forge?: ForgeHost
}

/** Where a node's REST interface answers. */
export interface NodeHost {
  readonly address: string
  readonly port: number
  readonly trust?: TrustReference
}

/** Whose certificate is believed: a file with the authority's PEM, or SHA-256 pins. */
export type TrustReference =
  | { readonly kind: 'authority'; readonly file: string; readonly serverName?: string }
  | { readonly kind: 'certificate' | 'key'; readonly sha256: readonly string[] }

/** An administrator's account; the password is a reference, never a value. */
export interface Account {
  readonly user: string
  readonly password: SecretReference
  readonly login: 'basic' | 'form'
}

/** The control port at which a target can prove that it is an emulator. */
export interface EmulatorControl {
  readonly control: string
  readonly secret: SecretReference
}

/** Port of the UI and of the REST interface over HTTPS unless given (vendor, Working with the REST interface). */
const REST_PORT = 4712

/** Reads a host file that has been parsed as YAML; `file` is what diagnostics call it. */
export function parseHostFile(yaml: unknown, file: string): Checked<HostFile> {
  const at = startReading(file)
  const host = readHost(yaml, at)
  return host === undefined || hasErrors(at.problems) ? failed(at.problems) : checked(host, at.problems)
}

const readHost: Read<HostFile> = (value, at) => {
  const fields = fieldsOf(value, at)
  fields?.required('format', integer(1, 1))
  const stateDirectory = fields?.required('stateDirectory', filePath)
  const sharedState = fields?.optional('sharedState', readSharedState)
  const clusters = fields?.required('clusters', readClusters)
  const services = fields === undefined ? { notify: [] } : readServices(fields)
  fields?.done()
  if (stateDirectory === undefined || clusters === undefined) return undefined
  return { stateDirectory, ...(sharedState === undefined ? {} : { sharedState }), clusters, ...services }
}

/** Keys of a cluster where the names of clusters are expected are one mistake, whatever stands below them. */
const readClusters: Read<ReadonlyMap<string, ClusterHost>> = (value, at) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return mapOf(readCluster)(value, at)
  if ('nodes' in value && 'reader' in value)
    return reject(
      at,
      'the keys of a cluster stand where its name is expected',
      'write its name above them, and indent them',
    )
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value)
  const isStray = (entry: readonly [string, unknown] | undefined): boolean => entry !== undefined && isOfCluster(entry)
  if (!entries.some(isStray)) return mapOf(readCluster)(value, at)
  // Of the cluster above them it is not known what it lacks, and clusters without one of them are read as ever.
  const others = entries.filter((entry, index) => !isStray(entry) && !isStray(entries[index + 1]))
  mapOf(readCluster)(Object.fromEntries(others), at)
  for (const [key] of entries.filter(isStray)) {
    const message = `"${key}" stands beside the clusters as if it were one, and is a key of a cluster`
    reject(at.below(key), message, 'indent it with all that it holds, so that it belongs to its cluster')
  }
  return undefined
}

/** Whether what stands beside the clusters is a part of one: it is called as such, and has not what every cluster has. */
function isOfCluster([key, held]: readonly [string, unknown]): boolean {
  const isWhole = typeof held === 'object' && held !== null && ('nodes' in held || 'reader' in held)
  return !isWhole && KEYS_OF_CLUSTER.has(key)
}

/** The keys of a cluster in the host file. */
export const KEYS_OF_CLUSTER: ReadonlySet<string> = new Set(
  'trust nodes reader writer proxy askNodes mode remote branch signers allowedSigners knownHosts sshKey approvals canary proposals forge emulator windows freezes'.split(
    ' ',
  ),
)

const readCluster: Read<ClusterHost> = (value, at) => {
  const fields = fieldsOf(value, at)
  if (fields === undefined) return undefined
  const nodes = fields.required('nodes', mapOf(readNode))
  const reader = fields.required('reader', readAccount)
  const optional = readOptional(fields)
  const defaults = {
    askNodes: fields.optional('askNodes', boolean) ?? false,
    mode: fields.optional('mode', oneOf(['observe', 'propose', 'enforce'])) ?? 'observe',
  }
  const source = readSource(fields)
  const times = readChangeTimes(fields)
  fields.done()
  if (nodes === undefined || reader === undefined) return undefined
  const cluster = { nodes, reader, ...defaults, ...optional, ...source, ...times }
  objectTo(cluster, fields, at)
  return cluster
}

function readOptional(fields: Fields): Partial<ClusterHost> {
  const trust = fields.optional('trust', readTrust)
  const proxy = fields.optional('proxy', proxyUrl)
  const writer = fields.optional('writer', readAccount)
  const emulator = fields.optional('emulator', readEmulator)
  const approvals = fields.optional('approvals', readApprovals)
  const canary = fields.optional('canary', readCanary)
  const forge = fields.optional('forge', readForge)
  return {
    ...(trust === undefined ? {} : { trust }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(writer === undefined ? {} : { writer }),
    ...(emulator === undefined ? {} : { emulator }),
    ...(approvals === undefined ? {} : { approvals }),
    ...(canary === undefined ? {} : { canary }),
    ...(forge === undefined ? {} : { forge }),
  }
}

/** Reports what is well formed and still makes no sense. */
function objectTo({ nodes, reader, writer, forge, proposals }: ClusterHost, fields: Fields, at: Reading): void {
  const untrusted = [...nodes].filter(([, node]) => node.trust === undefined).map(([name]) => `"${name}"`)
  if (fields.lacks('trust') && untrusted.length > 0) {
    const message = `nothing says whose certificate is believed at ${untrusted.join(', ')}`
    reject(at, message, 'add "trust" with an authority or pins')
  }
  if (writer?.user === reader.user) {
    const message = `reader and writer are both "${reader.user}"`
    reject(at, message, 'give them two accounts: one user has one session at a time')
  }
  objectToTwins(nodes, at)
  if (forge?.pullRequests === true && proposals.remote !== undefined) {
    const message = 'a proposal that is pushed to another repository cannot be opened as a pull request'
    reject(at, message, 'leave "remote" of "proposals" or "pullRequests" of "forge" away')
  }
}

/** REST does not say which node answers: one that does so for two would confirm what the other may not hold. */
function objectToTwins(nodes: ClusterHost['nodes'], at: Reading): void {
  const first = new Map<string, string>()
  for (const [name, { address, port }] of nodes) {
    const place = `${address.toLowerCase()}, port ${port}`
    const other = first.get(place)
    if (other === undefined) first.set(place, name)
    else reject(at, `"${other}" and "${name}" have the same address: ${place}`, 'correct the one that is wrong')
  }
}

const readNode: Read<NodeHost> = (value, at) => {
  const fields = fieldsOf(value, at)
  const address = fields?.required('address', formed(host))
  const port = fields?.optional('port', integer(1, 65_535)) ?? REST_PORT
  const trust = fields?.optional('trust', readTrust)
  fields?.done()
  // Whose trust is written and wrong is not said to have none as well.
  if (address === undefined || (trust === undefined && fields?.lacks('trust') === false)) return undefined
  return { address, port, ...(trust === undefined ? {} : { trust }) }
}

const sha256: Read<string> = (value, at) => {
  const digits = typeof value === 'string' ? value.replaceAll(':', '').toLowerCase() : ''
  return /^[0-9a-f]{64}$/.test(digits)
    ? digits
    : reject(at, 'expected a SHA-256 of 64 hexadecimal digits', 'copy the whole fingerprint, in quotes')
}

const proxyUrl: Read<string> = (value, at) => {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined
  if (url?.protocol !== 'http:' || url.pathname !== '/' || url.search !== '')
    return reject(at, 'expected the URL of an HTTP proxy, for example "http://proxy.example.com:3128"')
  if (url.username !== '' || url.password !== '')
    return reject(
      at,
      'a URL with a user or a password would show them in messages',
      'use a proxy that asks for neither',
    )
  return url.origin
}

const readTrust: Read<TrustReference> = (value, at) => {
  const fields = fieldsOf(value, at)
  const file = fields?.optional('authority', filePath)
  const serverName = fields?.optional('serverName', filled)
  const certificate = fields?.optional('certificate', sequenceOf(sha256))
  const key = fields?.optional('key', sequenceOf(sha256))
  fields?.done()
  const given = ['authority', 'certificate', 'key'].filter((each) => fields?.lacks(each) === false)
  if (fields !== undefined && given.length !== 1)
    return reject(at, 'expected exactly one of "authority", "certificate" and "key"', 'write the one that you have')
  if (certificate !== undefined) return { kind: 'certificate', sha256: certificate }
  if (key !== undefined) return { kind: 'key', sha256: key }
  return file === undefined
    ? undefined
    : { kind: 'authority', file, ...(serverName === undefined ? {} : { serverName }) }
}

const readAccount: Read<Account> = (value, at) => {
  const fields = fieldsOf(value, at)
  const user = fields?.required('user', filled)
  const password = fields?.required('password', secretReference)
  const login = fields?.optional('login', oneOf(['basic', 'form'])) ?? 'basic'
  fields?.done()
  return user === undefined || password === undefined ? undefined : { user, password, login }
}

const readEmulator: Read<EmulatorControl> = (value, at) => {
  const fields = fieldsOf(value, at)
  const control = fields?.required('control', filled)
  const secret = fields?.required('secret', secretReference)
  fields?.done()
  return control === undefined || secret === undefined ? undefined : { control, secret }
}
