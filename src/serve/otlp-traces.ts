import { setTimeout as wait } from 'node:timers/promises'
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span as OtelSpan,
  type Tracer,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  RandomIdGenerator,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-base'
import type { Facts, Span, Traces } from './span.ts'
import { VERIFIED_TLS } from './verified-tls.ts'

/** How long (milliseconds) the end of the process waits for a collector. */
const LAST_WORDS = 3_000

/** Where traces are sent, and what they say of themselves. */
export interface Collector {
  /** Takes OTLP over HTTP, as JSON. */
  readonly url: string
  /** PEM texts. */
  readonly certificates: CollectorCertificates
  readonly version: string
  /** Keeps what must not be read out of every text. */
  readonly clean: (text: string) => string
  /** Is told once when the collector stops taking traces, and once when it takes them again. */
  readonly told: (message: string) => void
}

/** What tells who a collector is, and tells it who asks. */
export interface CollectorCertificates {
  readonly ca?: Buffer
  readonly cert?: Buffer
  readonly key?: Buffer
}

/**
 * Traces for a collector of OpenTelemetry. The variables of its specification that are not about the address are read by
 * the library: headers, sampling, the size of queues, the name of the service.
 */
export function otlpTraces(collector: Collector): Traces {
  const random = new RandomIdGenerator()
  let wanted: string | undefined
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'pader', 'service.version': collector.version }).merge(
      detectResources({ detectors: [envDetector] }),
    ),
    // The trace of a pass is called what the log calls the pass.
    idGenerator: {
      generateTraceId: () => wanted ?? random.generateTraceId(),
      generateSpanId: () => random.generateSpanId(),
    },
    spanProcessors: [new BatchSpanProcessor(telling(exporterTo(collector), collector.told))],
  })
  const tracer = provider.getTracer('pader', collector.version)
  const { clean } = collector
  return {
    begin: (id, name, facts) => {
      wanted = id
      const span = tracer.startSpan(name, { attributes: attributesOf(facts, clean), root: true })
      wanted = undefined
      return spanOf(span, tracer, clean)
    },
    close: async () => {
      const over = new AbortController()
      const { signal } = over
      await Promise.race([
        provider.shutdown().catch(() => undefined),
        wait(LAST_WORDS, undefined, { signal }).catch(() => undefined),
      ])
      over.abort()
    },
  }
}

function exporterTo({ url, certificates }: Collector): SpanExporter {
  return new OTLPTraceExporter({ url, httpAgentOptions: { keepAlive: true, ...VERIFIED_TLS, ...certificates } })
}

function spanOf(span: OtelSpan, tracer: Tracer, clean: Collector['clean']): Span {
  const context = trace.setSpan(ROOT_CONTEXT, span)
  return {
    begin: (name, facts = {}, took = 0) => {
      const attributes = attributesOf(facts, clean)
      const kind = 'http.request.method' in attributes ? SpanKind.CLIENT : SpanKind.INTERNAL
      return spanOf(tracer.startSpan(name, { attributes, kind, startTime: Date.now() - took }, context), tracer, clean)
    },
    note: (name, facts = {}) => void span.addEvent(name, attributesOf(facts, clean)),
    end: (facts = {}, failed) => {
      span.setAttributes(attributesOf(facts, clean))
      if (failed !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: clean(failed) })
      span.end()
    },
  }
}

function attributesOf(facts: Facts, clean: Collector['clean']): Attributes {
  const cleaned = (value: Facts[string]): Attributes[string] => {
    if (typeof value === 'string') return clean(value)
    return typeof value === 'object' ? value.map(clean) : value
  }
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, cleaned(value)]))
}

/** A collector that is away costs traces and nothing else, which is said when it begins and when it is over. */
function telling(exporter: SpanExporter, told: Collector['told']): SpanExporter {
  let isAway = false
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        // The library's word for it is a number: anything but 0 says that the spans are lost.
        const isLost = result.code !== 0
        if (isLost && !isAway)
          told(`traces are lost: the collector does not take them (${result.error?.message ?? 'no reason given'})`)
        if (!isLost && isAway) told('traces are taken by the collector again')
        isAway = isLost
        done(result)
      }),
    shutdown: async () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  }
}
