import type { HeardAtNode } from '../../../appliance/open-node.ts'
import type { Progress } from '../../../plan/progress.ts'
import type { PassResult } from '../../../reconcile/watch/pass.ts'
import { progressEntry } from '../../../report/watch/log-progress.ts'
import type { Facts, Span, Traces } from '../../../serve/span.ts'

/** What a trace says of the pass that it is about. */
export interface TracedPass {
  /** As the log calls it. */
  readonly id: string
  readonly cluster: string
  readonly facts: Facts
}

/**
 * One pass as a trace: in it the stretch in which the cluster is open, in that one each phase of an apply, and each request
 * in whatever runs at the moment. It says what the log says, and of requests no more than their kind.
 */
export class PassTrace {
  readonly #pass: Span
  readonly #cluster: string
  #open: Span | undefined
  #phase: Span | undefined

  constructor(traces: Traces, { id, cluster, facts }: TracedPass) {
    this.#cluster = cluster
    this.#pass = traces.begin(id.replaceAll('-', ''), `pass ${cluster}`, {
      'pader.cluster': cluster,
      'pader.pass': id,
      ...named(facts),
    })
  }

  /** The ways into the cluster are being opened. */
  opening(): void {
    this.#open = this.#pass.begin(`cluster ${this.#cluster}`, { 'pader.cluster': this.#cluster })
  }

  /** They are closed; what stands open in between ends with it. */
  closed(): void {
    this.#endPhase()
    this.#open?.end()
    this.#open = undefined
  }

  /** An apply tells something. */
  told(progress: Progress, run: string): void {
    if (progress.kind === 'phase started') {
      this.#endPhase()
      const { ordinal, kind, steps } = progress.phase
      this.#phase = this.#innermost().begin(`phase ${ordinal}`, {
        'pader.run': run,
        ...named({ phase: ordinal, phases: progress.of, kind, steps: steps.length }),
      })
      return
    }
    const entry = progressEntry(progress)
    if (entry !== undefined) this.#innermost().note(entry.event, named(entry.fields ?? {}))
  }

  requested({ method, route, code, node, milliseconds }: HeardAtNode): void {
    const status = /^\d+$/.test(code) ? Number(code) : undefined
    // A refusal is an answer: clocks are read off requests that nobody has logged on for.
    const isFailed = status === undefined || status >= 500
    this.#innermost()
      .begin(
        `${method} ${route}`,
        {
          'http.request.method': method,
          'url.template': route,
          'http.response.status_code': status,
          'pader.node': node,
          ...(isFailed ? { 'error.type': code } : {}),
        },
        milliseconds,
      )
      .end({}, isFailed ? code : undefined)
  }

  retried(): void {
    this.#innermost().note('request sent again')
  }

  ended(result: PassResult): void {
    this.closed()
    const why = 'why' in result ? result.why : undefined
    const isFailed = result.kind === 'failed' || result.kind === 'needs a person'
    this.#pass.end(named({ result: result.kind, why }), isFailed ? why : undefined)
  }

  /** The pass has thrown: a mistake of Pader's own. */
  broken(error: unknown): void {
    this.closed()
    this.#pass.end({ 'error.type': error instanceof Error ? error.name : 'unknown' }, 'the pass was broken off')
  }

  #innermost(): Span {
    return this.#phase ?? this.#open ?? this.#pass
  }

  #endPhase(): void {
    this.#phase?.end()
    this.#phase = undefined
  }
}

/** The names that the log has for facts, as attributes have them. */
function named(facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [`pader.${name}`, value]))
}
