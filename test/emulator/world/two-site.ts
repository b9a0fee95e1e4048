import { createCluster, type EmulatedCluster } from '../../../src/emulator/cluster.ts'
import { inlineList } from '../../../src/emulator/control/save-by-hand.ts'
import type { HttpAnswer, HttpRequest, HttpResponse } from '../../../src/emulator/http-message.ts'
import type { ClusterSeed, EmulatorProfile, NodeSeed } from '../../../src/emulator/profile.ts'
import { readWireProfile } from '../../../src/emulator/read-wire-profile.ts'
import type { Switches } from '../../../src/emulator/switches.ts'
import wire from '../../../schema/dialects/emulator-wire.json' with { type: 'json' }

export const documentId = 'com.scur.engine.cmclusternode.configuration'
export const keys = {
  listeners: 'test.listeners',
  network: 'test.network',
  runtime: 'test.runtime',
  update: 'test.update',
  priority: 'test.priority',
}
const role = (key: string) => ({ document: documentId, key })

export const start = Date.UTC(2026, 8, 1, 8, 0, 0)

export const profile: EmulatorProfile = {
  product: { version: '12.2.15', build: '51390' },
  roles: {
    listeners: role(keys.listeners),
    networkGroups: role(keys.network),
    runtimeGroup: role(keys.runtime),
    updateGroup: role(keys.update),
    priority: role(keys.priority),
  },
  wire: readWireProfile('emulator-wire.json', wire).value!,
}

export function node(name: string, uuid: string, network: readonly string[], site: string): NodeSeed {
  const text = (value: string) => ({ type: 'com.scur.type.string', value })
  const list = (values: readonly string[]) => ({
    type: 'com.scur.type.inlineList',
    listType: 'com.scur.type.string',
    value: inlineList(values),
  })
  return {
    uuid,
    title: name,
    hostname: name,
    ca: 'ca-1',
    systemFiles: { 'etc/hosts': '127.0.0.1 localhost\n' },
    documents: [
      {
        id: documentId,
        title: 'Central Management',
        type: 'com.scur.engine.cmclusternode',
        properties: {
          [keys.listeners]: list([`192.0.2.${uuid.charCodeAt(0)}:12346`]),
          [keys.network]: list(network),
          [keys.runtime]: text(site),
          [keys.update]: text(site),
          [keys.priority]: { type: 'com.scur.type.number', value: '10' },
        },
      },
    ],
  }
}

export const T1 = 'A0000000-0000-0000-0000-000000000001'
export const T2 = 'A0000000-0000-0000-0000-000000000002'
export const N1 = 'B0000000-0000-0000-0000-000000000001'
export const N2 = 'B0000000-0000-0000-0000-000000000002'

export const twoSites: ClusterSeed = {
  formatVersion: 1,
  secret: 'test',
  savedAt: start,
  accounts: [
    { name: 'writer', password: 'secret' },
    { name: 'other', password: 'secret' },
    { name: 'reader', password: 'secret', readOnly: true },
    { name: 'clerk', password: 'secret', withoutRest: true },
  ],
  nodes: [
    node('tokyo-1', T1, ['tokyo', 'transit'], 'tokyo'),
    node('tokyo-2', T2, ['tokyo'], 'tokyo'),
    node('newyork-1', N1, ['newyork', 'transit'], 'newyork'),
    node('newyork-2', N2, ['newyork'], 'newyork'),
  ],
  clusterDocuments: [],
  settings: [],
  lists: [
    {
      id: 'com.scur.type.regex.386',
      name: 'blocklist',
      typeId: 'com.scur.type.regex',
      entries: [{ value: '*.example.com*', description: 'first' }, { value: 'b' }, { value: 'c' }],
    },
    { id: 'com.scur.type.ip.877', name: 'Allowed servers', typeId: 'com.scur.type.ip', entries: [] },
  ],
  ruleSets: [],
}

/** A client in a few lines: keeps the cookie, moves the clock by a little with every request. */
export class Client {
  readonly cluster: EmulatedCluster
  readonly node: string
  cookie: string | undefined
  static now = start

  constructor(cluster: EmulatedCluster, node: string) {
    this.cluster = cluster
    this.node = node
  }

  send(method: string, path: string, body = '', headers: Record<string, string> = {}): HttpResponse {
    const request: HttpRequest = {
      method,
      target: path.startsWith('/Konf') ? path : `/Konfigurator/REST/${path}`,
      headers: { host: 'gw:4712', ...(this.cookie === undefined ? {} : { cookie: this.cookie }), ...headers },
      body: new TextEncoder().encode(body),
      scheme: 'https',
    }
    Client.now += 1
    return this.cluster.request(this.node, request, Client.now)
  }

  /** Sends and expects an answer. */
  ask(method: string, path: string, body = '', headers: Record<string, string> = {}): HttpAnswer & { text: string } {
    const response = this.send(method, path, body, headers)
    if (response.kind !== 'answer') throw new Error(`${method} ${path}: the connection was reset`)
    return {
      ...response,
      text: typeof response.body === 'string' ? response.body : Buffer.from(response.body).toString(),
    }
  }

  login(user = 'writer', password = 'secret'): HttpAnswer & { text: string } {
    const response = this.ask('POST', `login?userName=${user}&pass=${password}`)
    const cookie = header(response, 'Set-Cookie')
    if (cookie !== undefined) this.cookie = cookie.split(';')[0]
    return response
  }

  wait(milliseconds: number): void {
    Client.now += milliseconds
    this.cluster.advance(Client.now)
  }
}

export function header(response: HttpAnswer, name: string): string | undefined {
  return response.headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
}

export function emulate(switches: Partial<Switches> = {}, seed: ClusterSeed = twoSites): EmulatedCluster {
  Client.now = start
  return createCluster(seed, profile, switches)
}

export function property(node: string, key: string): string {
  return `appliances/${node}/configuration/${documentId}/property/${key}`
}

/** The wrapper around a property's value, as clients write it. */
export function wrapped(value: string): string {
  const text = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return `<entry xmlns="http://www.w3org/2011/Atom"><content type="application/xml">${text}</content></entry>`
}
