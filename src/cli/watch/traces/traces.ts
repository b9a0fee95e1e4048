import { noTraces, type Traces } from '../../../serve/span.ts'
import { readVersion } from '../../process/read-version.ts'
import type { World } from '../../world.ts'
import type { WatchLog } from '../log/log.ts'
import type { Scrubber } from '../log/scrub.ts'
import { collectorCertificates } from './collector-certificates.ts'
import { errorText } from '../../../source/error-text.ts'

/** Traces for the collector that the standard variables of OpenTelemetry name; without one nothing of them is loaded. */
export async function tracesFor(
  world: Pick<World, 'env' | 'home' | 'cwd'>,
  { log, scrubber }: { readonly log: WatchLog; readonly scrubber: Scrubber },
): Promise<Traces> {
  const url = addressIn(world.env)
  if (url === undefined) return noTraces
  const told = (message: string): void => log.say({ event: 'notice', level: 'warning', message })
  const certificates = await collectorCertificates(world).catch(errorText)
  const problem = typeof certificates === 'string' ? certificates : problemWith(url, world.env)
  if (typeof certificates === 'string' || problem !== undefined) {
    told(`no traces are sent: ${problem}`)
    return noTraces
  }
  const { otlpTraces } = await import('../../../serve/otlp-traces.ts')
  const clean = (text: string): string => scrubber.clean(text)
  return otlpTraces({ url, certificates, version: readVersion(world.home), clean, told })
}

/** The address that is meant for traces, else the one for everything, below which traces have a path of their own. */
function addressIn(env: World['env']): string | undefined {
  const { OTEL_SDK_DISABLED: disabled, OTEL_TRACES_EXPORTER: exporter } = env
  if (disabled?.toLowerCase() === 'true' || exporter === 'none') return undefined
  const { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own, OTEL_EXPORTER_OTLP_ENDPOINT: common } = env
  if (own !== undefined && own !== '') return own
  return common === undefined || common === '' ? undefined : `${common.replace(/\/$/, '')}/v1/traces`
}

function problemWith(url: string, env: World['env']): string | undefined {
  if (!/^https?:\/\/[^/]/.test(url) || !URL.canParse(url))
    return 'the address of the collector is not an http or https URL'
  const protocol = env['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'] ?? env['OTEL_EXPORTER_OTLP_PROTOCOL']
  return protocol === 'grpc'
    ? 'Pader speaks OTLP over HTTP only; collectors usually accept that on port 4318'
    : undefined
}
