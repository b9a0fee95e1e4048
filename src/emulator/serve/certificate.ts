import { generate } from 'selfsigned'

/** What a TLS server shows, and what a client pins to trust it; all in PEM. */
export interface ServerIdentity {
  readonly certificate: string
  readonly key: string
  /** The authority that signed it; its key is thrown away. */
  readonly authority: string
}

const day = 24 * 60 * 60 * 1000

/** Makes an authority for this start and one certificate for these loopback addresses. */
export async function makeIdentity(addresses: readonly string[]): Promise<ServerIdentity> {
  // Clients check the period against the real clock, whatever time it is in the cluster.
  const now = new Date()
  const period = { notBeforeDate: new Date(now.getTime() - day), notAfterDate: new Date(now.getTime() + 30 * day) }
  const common = { ...period, keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const
  const authority = await generate([{ name: 'commonName', value: 'Pader emulator CA' }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  const server = await generate([{ name: 'commonName', value: 'Pader emulator' }], {
    ...common,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [{ type: 2, value: 'localhost' }, ...addresses.map((ip) => ({ type: 7 as const, ip }))],
      },
    ],
  })
  return { certificate: server.cert, key: server.private, authority: authority.cert }
}
