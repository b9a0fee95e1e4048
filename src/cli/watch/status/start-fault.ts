import type { ServerSettings } from '../../../serve/server.ts'
import { errorText } from '../../../source/error-text.ts'
import { tableOf } from '../../../source/table.ts'
import { wayOut } from '../../process/trouble-with-files.ts'

/** Why the status page could not be started. */
interface StartFault {
  readonly why: string
  readonly remedy: string
}

const ADDRESS = 'name an address of this machine as "address" of "serve"'

/** What the system says of a place where nobody can listen. */
const PLACES = tableOf({
  EADDRINUSE: 'choose another port, or end what listens there',
  EACCES: 'choose a port above 1023, or allow the service to listen below (AmbientCapabilities=CAP_NET_BIND_SERVICE)',
  EADDRNOTAVAIL: ADDRESS,
  EAFNOSUPPORT: ADDRESS,
  EAI_AGAIN: ADDRESS,
  EINVAL: ADDRESS,
  ENOTFOUND: ADDRESS,
})

/** What OpenSSL says of a certificate and a key. */
const IDENTITIES: readonly (readonly [RegExp, StartFault])[] = [
  [
    /KEY_VALUES_MISMATCH/,
    {
      why: 'the key of "serve" is not that of its certificate',
      remedy: 'refer to the key that the certificate was made for',
    },
  ],
  [
    /TOO_SMALL|TOO_WEAK/,
    { why: 'OpenSSL calls the certificate of "serve" or its key too weak', remedy: 'use one with a longer key' },
  ],
]

/** The reason and the remedy, so that nobody looks for another port because of a key. */
export function startFault(error: unknown, { tls }: ServerSettings): StartFault {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  const place = PLACES.get(code)
  if (place !== undefined) return { why: errorText(error), remedy: place }
  if (tls === undefined || !/^ERR_(?:OSSL|SSL|TLS|CRYPTO|MISSING_PASSPHRASE)/.test(code))
    return { why: errorText(error), remedy: wayOut(error) }
  if (/ENCRYPTED/.test(tls.key))
    return {
      why: 'the key of "serve" has a passphrase, which nobody is there to type',
      remedy: 'refer to the same key without one ("openssl pkey -in KEY -out NEW"), readable only for the service',
    }
  const known = IDENTITIES.find(([pattern]) => pattern.test(code))?.[1]
  return (
    known ?? {
      why: `the certificate and the key of "serve" cannot be used: ${errorText(error)}`,
      remedy: 'refer to a certificate and its key, each in PEM form ("-----BEGIN …")',
    }
  )
}
