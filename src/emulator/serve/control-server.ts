import { createHash, createHmac, X509Certificate } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { EmulatedCluster } from '../cluster.ts'
import { readCommand } from '../control/read-command.ts'
import type { ServerIdentity } from './certificate.ts'
import { readBody } from './read-body.ts'
import { errorText } from '../../source/error-text.ts'

const largestBody = 1024 * 1024

/**
 * The control interface: JSON over plain HTTP on loopback.
 * `GET /challenge?nonce=N` proves that this is an emulator, `GET /picture` shows the cluster, `GET /switches` its
 * decisions, `GET /dump?node=UUID` what it has become, and `POST /control` does what no client of an appliance can.
 */
export function controlServer(cluster: EmulatedCluster, now: () => number, prover: Prover): Server {
  return createServer((request, response) => {
    answerControl(cluster, now, prover, request).then(
      ([status, value]) => reply(response, status, value),
      (error: unknown) => reply(response, 500, { problem: errorText(error) }),
    )
  })
}

/** What a start of the emulator proves itself with: a secret of its own, and whom its nodes show at the handshake. */
export interface Prover {
  readonly secret: string
  readonly identity: ServerIdentity
}

/**
 * The answer to a challenge: only who knows the secret of this start can give it. It covers the digests of what the
 * nodes show, so that it says nothing about a machine with another certificate.
 */
export function challengeAnswer({ secret, identity }: Prover, nonce: string): ChallengeAnswer {
  const server = new X509Certificate(identity.certificate)
  const authority = sha256(new X509Certificate(identity.authority).raw)
  const certificate = sha256(server.raw)
  const key = sha256(server.publicKey.export({ type: 'spki', format: 'der' }))
  const covered = [nonce, authority, certificate, key].join('\n')
  return { answer: createHmac('sha256', secret).update(covered).digest('hex'), authority, certificate, key }
}

interface ChallengeAnswer {
  readonly answer: string
  readonly authority: string
  readonly certificate: string
  readonly key: string
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

type Reply = readonly [status: number, value: unknown]

async function answerControl(
  cluster: EmulatedCluster,
  now: () => number,
  prover: Prover,
  request: IncomingMessage,
): Promise<Reply> {
  // A page in somebody's browser must not be able to drive the emulator.
  if (request.headers.origin !== undefined) return [403, { problem: 'not for browsers' }]
  const url = new URL(request.url ?? '/', 'http://localhost')
  const called = `${request.method ?? 'GET'} ${url.pathname}`
  if (called === 'POST /control') return command(cluster, now, request)
  cluster.advance(now())
  return show(cluster, prover, called, url.searchParams)
}

function show(cluster: EmulatedCluster, prover: Prover, called: string, query: URLSearchParams): Reply {
  switch (called) {
    case 'GET /picture':
      return [200, cluster.picture()]
    case 'GET /switches':
      return [200, cluster.switches]
    case 'GET /challenge': {
      const nonce = query.get('nonce') ?? ''
      if (nonce.length < 16) return [400, { problem: 'a nonce of at least 16 characters is needed' }]
      return [200, challengeAnswer(prover, nonce)]
    }
    case 'GET /dump': {
      const seed = cluster.dump(query.get('node') ?? '')
      return seed === undefined ? [404, { problem: 'no such node' }] : [200, seed]
    }
    default:
      return [404, { problem: `no ${called}` }]
  }
}

async function command(cluster: EmulatedCluster, now: () => number, request: IncomingMessage): Promise<Reply> {
  const body = await readBody(request, largestBody)
  if (body === 'too large') return [413, { problem: 'too large' }]
  if (body === 'gone') return [400, { problem: 'the body breaks off' }]
  const read = readCommand(new TextDecoder().decode(body))
  if ('problem' in read) return [400, read]
  const outcome = cluster.control(read.command, now())
  return [outcome.kind === 'done' ? 200 : 409, outcome]
}

function reply(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(`${JSON.stringify(value)}\n`)
}
