/** Whether a fault of Node's TLS is about whom a server proved to be, which no other try changes. */
export function isCertificateFault(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)
}
