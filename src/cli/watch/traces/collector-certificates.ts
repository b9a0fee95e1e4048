import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { CollectorCertificates } from '../../../serve/otlp-traces.ts'
import type { World } from '../../world.ts'

/**
 * The certificates that the variables of OpenTelemetry name for a collector; those that are meant for traces come before those
 * for everything. The library reads them as well, but no longer where it is told that a collector has to prove who it is.
 */
export async function collectorCertificates({ env, cwd }: Pick<World, 'env' | 'cwd'>): Promise<CollectorCertificates> {
  const read = async (what: string): Promise<Buffer | undefined> => {
    const file = [`TRACES_${what}`, what].map((name) => env[`OTEL_EXPORTER_OTLP_${name}`]).find((named) => named)
    return file === undefined ? undefined : readFile(resolve(cwd, file))
  }
  const [ca, cert, key] = await Promise.all(['CERTIFICATE', 'CLIENT_CERTIFICATE', 'CLIENT_KEY'].map(read))
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  }
}
