import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An authority and a certificate of 127.0.0.1 that it signed, as files of a folder. */
export function identities(): {
  readonly text: (name: string) => string
  readonly file: (name: string) => string
  remove(): void
} {
  const folder = mkdtempSync(join(tmpdir(), 'pader-mail-'))
  const make = (name: string, ...signed: string[]): void => {
    const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1']
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', `${name}.key`]
    execFileSync('openssl', ['req', '-x509', '-days', '2', ...key, ...signed, ...subject, '-out', `${name}.pem`], {
      stdio: 'pipe',
      cwd: folder,
    })
  }
  make('authority')
  make('server', '-CA', 'authority.pem', '-CAkey', 'authority.key')
  make('stranger')
  const file = (name: string): string => join(folder, name)
  return { file, text: (name) => readFileSync(file(name), 'utf8'), remove: () => rmSync(folder, { recursive: true }) }
}
