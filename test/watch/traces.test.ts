import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { tracesFor } from '../../src/cli/watch/traces/traces.ts'
import { watchLog } from '../../src/cli/watch/log/log.ts'
import { otlpTraces } from '../../src/serve/otlp-traces.ts'
import { noTraces } from '../../src/serve/span.ts'
import { running, setScene, worldOf, type Running, type Scene } from '../served/scene.ts'
import { identities } from '../serve/identities.ts'
import { collector, valueOf, type Collector, type SentSpan } from './collector.ts'

vi.setConfig({ testTimeout: 60_000 })

describe('a watch that is traced', () => {
  let scene: Scene
  let pader: Running | undefined
  let received: Collector
  let answer = 200
  beforeEach(async () => {
    answer = 200
    vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', '100')
    ;[scene, received] = await Promise.all([setScene(), collector(() => answer)])
  })
  afterEach(async () => {
    await pader?.stop()
    pader = undefined
    vi.unstubAllEnvs()
    await Promise.all([scene.close(), received.close()])
  })

  function watch(...args: string[]): Running {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: received.url }
    pader = running(
      ['watch', '--host-config', scene.hostFile, '--remote', '.', '--poll', '0.2', ...args],
      scene.repository,
      env,
    )
    return pader
  }

  /** A list with an entry that stands in the body of requests, and in no trace. */
  async function addList(): Promise<void> {
    const folder = join(scene.repository, 'clusters/two-site/lists')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'Canary.yaml'), 'format: 1\ntype: regex\nentries: [canary-in-the-body.example]\n')
    await scene.git.add('.')
    await scene.git.commit('A list')
  }

  test('each pass is a trace of the name that the log has for it: cluster, phases and requests in it', async () => {
    const said = watch('--mode', 'enforce', '--log-format', 'json')
    await said.hears(/"result":"in sync"/)
    await addList()
    await said.hears(/"result":"applied"/)
    expect(await said.stop()).toBe(0)
    pader = undefined

    const spans = received.spans()
    expect(valueOf({ attributes: received.resource() }, 'service.name')).toBe('pader')
    const lines = said
      .said()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    const passes = lines.filter(({ event }) => event === 'pass ended').map(({ pass }) => String(pass))
    const roots = spans.filter(({ parentSpanId }) => parentSpanId === undefined || parentSpanId === '')
    expect(roots.map(({ traceId }) => traceId)).toEqual(passes.map((pass) => pass.replaceAll('-', '')))
    expect(roots.map((root) => valueOf(root, 'pader.result'))).toEqual(
      lines.filter(({ event }) => event === 'pass ended').map(({ result }) => result),
    )
    const applied = roots.find((root) => valueOf(root, 'pader.result') === 'applied')!
    expect(applied.name).toBe('pass two-site')

    const byId = new Map(spans.map((span) => [span.spanId, span]))
    const lineage = (span: SentSpan): string[] => {
      const above = byId.get(span.parentSpanId ?? '')
      return above === undefined ? [span.name] : [...lineage(above), span.name]
    }
    const own = spans.filter(({ traceId }) => traceId === applied.traceId)
    const phase = own.find(({ name }) => name === 'phase 1')!
    expect(lineage(phase)).toEqual(['pass two-site', 'cluster two-site', 'phase 1'])
    expect(valueOf(phase, 'pader.run')).toBe(lines.find(({ event }) => event === 'phase started')?.['run'])
    expect(phase.events.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['committing', 'committed', 'verified']),
    )
    expect(own.filter(({ name }) => name === 'POST /commit').map(lineage)).toEqual([
      ['pass two-site', 'cluster two-site', 'phase 1', 'POST /commit'],
    ])
    for (const { parentSpanId, startTimeUnixNano, endTimeUnixNano } of own) {
      const above = byId.get(parentSpanId ?? '')
      expect(BigInt(endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(startTimeUnixNano))
      // A millisecond is what clocks are read to.
      if (above !== undefined)
        expect(BigInt(startTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(above.startTimeUnixNano) - 2_000_000n)
    }

    // Every request that reached an appliance is one, of a kind that says nothing of what it was about.
    const requests = spans.filter((span) => valueOf(span, 'http.request.method') !== undefined)
    expect(requests.length).toBe(scene.requests.length)
    expect(requests.every(({ kind }) => kind === 3)).toBe(true)
    const routes = new Set(requests.map((span) => String(valueOf(span, 'url.template'))))
    expect([...routes]).toEqual(
      expect.arrayContaining(['/login', '/logout', '/list', '/commit', '/appliances/{id}/configuration']),
    )
    for (const route of routes) expect(route).toMatch(/^(\/([a-z]+|\{id\}))+$/)
    expect(new Set(requests.map((span) => valueOf(span, 'pader.node')))).toEqual(
      new Set(['newyork-1', 'newyork-2', 'tokyo-1', 'tokyo-2']),
    )
  })

  test('nothing of what requests carry is in a trace: no password, no session, no body', async () => {
    const said = watch('--mode', 'enforce')
    await said.hears(/as it should be/)
    await addList()
    await said.hears(/in sync after 1 commit/)
    expect(await said.stop()).toBe(0)
    pader = undefined
    const all = received.texts.join('\n')
    expect(all).toContain('POST /commit')
    for (const secret of [
      scene.writer.password,
      scene.admin.password,
      'JSESSIONID',
      'canary-in-the-body',
      'Authorization',
    ])
      expect(all.includes(secret), secret).toBe(false)
  })

  test('a collector that takes nothing costs the traces, which is said once, and nothing else', async () => {
    answer = 400
    const said = watch('--mode', 'observe', '--probe', '0.2')
    // The first traces may go out before the first pass has said how it ended.
    await said.hears(/traces are lost: the collector does not take them/)
    await said.hears(/as it should be/)
    answer = 200
    await said.hears(/traces are taken by the collector again/)
    expect(await said.stop()).toBe(0)
    pader = undefined
    expect(said.said().match(/traces are lost/g)).toHaveLength(1)
    expect(received.spans().length).toBeGreaterThan(0)
  })
})

test('what others have written into an error goes through the same sieve as the log', async () => {
  const received = await collector()
  const clean = (text: string): string => text.replaceAll('hunter2', '[secret]')
  const traces = otlpTraces({
    url: `${received.url}/v1/traces`,
    certificates: {},
    version: '0',
    clean,
    told: (message) => expect(message).toBe(''),
  })
  const span = traces.begin('0'.repeat(31) + '1', 'pass', { why: 'hunter2', nodes: ['hunter2'] })
  span.note('answered', { detail: 'hunter2' })
  span.end({ result: 'hunter2' }, 'it said hunter2')
  await traces.close()
  const all = received.texts.join('')
  expect(all.split('[secret]')).toHaveLength(6)
  expect(all).not.toContain('hunter2')
  await received.close()
})

test('a collector has to prove who it is, whatever the environment says, by the authority that OpenTelemetry names', async () => {
  const identity = identities()
  const tls = { key: identity.text('server.key'), cert: identity.text('server.pem') }
  const received = await collector(undefined, tls)
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
  const lines: string[] = []
  const trace = async (more: Readonly<Record<string, string>>): Promise<void> => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: received.url, ...more }
    const world = { ...worldOf(lines, new AbortController().signal), env }
    const scrubber = { learn: async () => {}, clean: (text: string) => text }
    const log = watchLog({ format: 'text', color: 'never', scrubber, world })
    const traces = await tracesFor(world, { log, scrubber })
    traces.begin('0'.repeat(31) + '3', 'pass', {}).end()
    await traces.close()
  }
  try {
    await trace({})
    expect(received.texts).toEqual([])
    expect(lines.join('')).toMatch(/traces are lost: the collector does not take them \(.*certificate/)
    await trace({ OTEL_EXPORTER_OTLP_CERTIFICATE: identity.file('authority.pem') })
    expect(received.spans().map(({ name }) => name)).toEqual(['pass'])
    await trace({ OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE: identity.file('nowhere.pem') })
    expect(lines.at(-1)).toMatch(/no traces are sent: ENOENT.*nowhere\.pem/)
    expect(received.spans()).toHaveLength(1)
  } finally {
    vi.unstubAllEnvs()
    await received.close()
    identity.remove()
  }
})

test('the end of the process does not wait long for a collector that says nothing', async () => {
  const silent = createServer(() => {})
  await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready))
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/v1/traces`
  const traces = otlpTraces({ url, certificates: {}, version: '0', clean: (text) => text, told: () => {} })
  traces.begin('0'.repeat(31) + '2', 'pass', {}).end()
  await traces.close()
  silent.closeAllConnections()
  silent.close()
})

test.each([
  [{}, undefined],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }, undefined],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_SDK_DISABLED: 'true' }, undefined],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_TRACES_EXPORTER: 'none' }, undefined],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: '127.0.0.1:4318' }, /not an http or https URL/],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4317', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, /over HTTP only/],
])('nothing is traced with %j', async (env, said) => {
  const lines: string[] = []
  const world = { ...worldOf(lines, new AbortController().signal), env }
  const scrubber = { learn: async () => {}, clean: (text: string) => text }
  const log = watchLog({ format: 'text', color: 'never', scrubber, world })
  expect(await tracesFor(world, { log, scrubber })).toBe(noTraces)
  if (said === undefined) expect(lines).toEqual([])
  else expect(lines.join('')).toMatch(said)
})
