import type { ExchangePorts } from './exchange.ts'
import type { Account, ClusterHost } from './host-file.ts'
import type { HttpsTarget } from './https-transport.ts'
import { ApplianceError, type Gateway, type WritableGateway } from './port.ts'
import { endAbandoned, type OpenSessions } from './open-sessions.ts'
import { readTrust } from './read-trust.ts'
import { restGatewayReader, restGatewayWriter, type RestGateway } from './rest-gateway.ts'
import { resolveSecret, type SecretSources } from './secret-reference.ts'
import type { Login } from './session.ts'
import { timeText } from '../source/time-text.ts'
import { counting, type HeardRequest, type Transport } from './transport.ts'

/** What opening a way to a node takes from the world besides the network. */
export interface OpeningPorts extends Omit<ExchangePorts, 'transport'> {
  /** Makes the way for requests to a node. */
  readonly transport: (target: HttpsTarget) => Transport
  readonly sources: SecretSources
  readonly notice?: (message: string) => void
  /** Who keeps account of the sessions at a node. */
  readonly sessions?: (node: string) => OpenSessions
  /** Hears of every request that is over. */
  readonly heard?: (request: HeardAtNode) => void
}

/** A request that is over, and the node that it went to. */
export interface HeardAtNode extends HeardRequest {
  readonly node: string
}

/** A way to one node. */
export interface OpenNode<Way extends Gateway = Gateway> {
  readonly gateway: Way
  /** Requests that went to the node so far. */
  readonly requests: () => number
  /** Ends what an earlier process of this machine left open there; of a node that does not answer it is only told. */
  tidy(): Promise<void>
  close(): Promise<void>
}

/** Opens the way to a node as the host file describes it; nothing is sent yet. The problem says what is missing. */
export type NodeOpener<Way extends Gateway> = (
  host: ClusterHost,
  node: string,
  ports: OpeningPorts,
) => Promise<OpenNode<Way> | { readonly problem: string }>

/** Opens a way to look: it has no method that writes, and the writer's password is not even read. */
export const openNode: NodeOpener<Gateway> = async (host, node, ports) => opened(host, node, ports, restGatewayReader)

/** Opens a way to change something. Without a writer's account in the host file, writing is refused before anything is sent. */
export const openNodeToChange: NodeOpener<WritableGateway> = async (host, node, ports) => {
  const writer = host.writer === undefined ? undefined : await readLogin(host.writer, ports)
  if (writer !== undefined && 'problem' in writer) return writer
  return opened(host, node, ports, (options) =>
    writer === undefined
      ? { ...restGatewayReader(options), write: refuseToWrite }
      : restGatewayWriter({ ...options, login: writer, readerLogin: options.login }),
  )
}

async function opened<Way extends Gateway>(
  host: ClusterHost,
  node: string,
  ports: OpeningPorts,
  wayFor: (options: RestGateway) => Way,
): Promise<OpenNode<Way> | { readonly problem: string }> {
  const place = host.nodes.get(node)
  if (place === undefined) return { problem: `the host file has no address for the node "${node}"` }
  const trust = await readTrust(place.trust ?? host.trust, ports.sources)
  if ('problem' in trust) return trust
  const reader = await readLogin(host.reader, ports)
  if ('problem' in reader) return reader
  const { transport, count } = counting(
    ports.transport({
      host: place.address,
      port: place.port,
      trust,
      ...(host.proxy === undefined ? {} : { proxy: host.proxy }),
    }),
    ports.now,
    (request) => ports.heard?.({ ...request, node }),
  )
  const { sessions, ...rest } = ports
  const options: RestGateway = {
    ...rest,
    transport,
    login: reader,
    node,
    ...(sessions === undefined ? {} : { sessions: sessions(node) }),
  }
  return {
    gateway: wayFor(options),
    requests: count,
    tidy: async () => tidy(options, node),
    close: async () => transport.close(),
  }
}

async function tidy(options: RestGateway, node: string): Promise<void> {
  if (options.sessions === undefined) return
  await endAbandoned(options, options.sessions).catch((error: unknown) => {
    if (!(error instanceof ApplianceError)) throw error
    options.notice?.(`a session that an earlier run left open at ${node} could not be ended: ${error.message}`)
  })
  for (const { user, at } of await options.sessions.unanswered())
    options.notice?.(
      `a login of "${user}" at ${node} at ${timeText(new Date(at).toISOString())} was never answered: it may have left a session there that only the appliance can end`,
    )
}

async function refuseToWrite(): Promise<never> {
  throw new Error('the host file has no writer account for this cluster')
}

async function readLogin(account: Account, ports: OpeningPorts): Promise<Login | { readonly problem: string }> {
  const password = await resolveSecret(account.password, ports.sources)
  return 'problem' in password ? password : { user: account.user, password, by: account.login }
}
