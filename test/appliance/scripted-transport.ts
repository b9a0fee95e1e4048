import type { ExchangePorts } from '../../src/appliance/exchange.ts'
import { restGatewayWriter } from '../../src/appliance/rest-gateway.ts'
import { Secret } from '../../src/appliance/secret.ts'
import type { Transport, WireOutcome, WireRequest } from '../../src/appliance/transport.ts'
import type { WritableGateway } from '../../src/appliance/port.ts'

/** Answers by `METHOD /path`; a list of answers is used up one by one, its last one stays. */
export type Script = Readonly<Record<string, Reply | readonly Reply[]>>

/** A short way to say what an appliance answers. */
export type Reply = WireOutcome | string | { status?: number; text?: string; headers?: Record<string, string> }

const SESSION = 'C0FFEE00112233445566778899AABBCC'

/** Answers of an appliance where nothing is wrong. */
export const healthy: Script = {
  'POST /login': {
    text: `<entry><content>${SESSION}</content></entry>`,
    headers: { 'set-cookie': `JSESSIONID=${SESSION}; Path=/` },
  },
  'POST /logout': '',
  'POST /discard': '',
  'POST /commit': '',
  'POST /heartbeat': '',
}

/** A transport that answers from a script and remembers what it was asked. */
export function scripted(script: Script): { transport: Transport; sent: WireRequest[]; names: () => string[] } {
  const sent: WireRequest[] = []
  const used = new Map<string, number>()
  return {
    sent,
    names: () => sent.map(({ method, path }) => `${method} ${path}`),
    transport: {
      send: async (request) => {
        sent.push(request)
        const name = `${request.method} ${request.path}`
        const replies = script[name] ?? { status: 404, text: '' }
        const list: readonly Reply[] = isList(replies) ? replies : [replies]
        const turn = used.get(name) ?? 0
        used.set(name, turn + 1)
        return outcome(list[Math.min(turn, list.length - 1)] ?? '')
      },
      close: async () => undefined,
    },
  }
}

/** A gateway over a script, with a clock that does not move and pauses that are only written down. */
export function scriptedGateway(
  script: Script,
  options: { by?: 'basic' | 'form'; random?: number } = {},
): { gateway: WritableGateway; sent: WireRequest[]; names: () => string[]; pauses: number[]; notices: string[] } {
  const { transport, sent, names } = scripted({ ...healthy, ...script })
  const pauses: number[] = []
  const notices: string[] = []
  const world: ExchangePorts = {
    transport,
    sleep: async (milliseconds) => void pauses.push(milliseconds),
    random: () => options.random ?? 0.5,
    now: () => Date.UTC(2026, 0, 1),
  }
  const gateway = restGatewayWriter({
    ...world,
    login: { user: 'pader', password: new Secret('pa$$ wörd'), by: options.by ?? 'basic' },
    node: 'tokyo-1',
    notice: (message) => notices.push(message),
  })
  return { gateway, sent, names, pauses, notices }
}

function isList(replies: Reply | readonly Reply[]): replies is readonly Reply[] {
  return Array.isArray(replies)
}

function outcome(reply: Reply): WireOutcome {
  if (typeof reply === 'object' && 'kind' in reply) return reply
  const { status = 200, text = '', headers = {} } = typeof reply === 'string' ? { text: reply } : reply
  return { kind: 'answered', response: { status, headers, body: new TextEncoder().encode(text) } }
}
