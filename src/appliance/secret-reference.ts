import type { SecretReference } from '../model/settings.ts'
import { Secret } from './secret.ts'

/** Where secrets are looked up; the only part of the program that sees them being read. */
export interface SecretSources {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly readFile: (path: string) => Promise<string>
}

/** Whether a text says where a secret is, as opposed to being one. */
export function isSecretReference(text: string): boolean {
  return /^(env:[A-Za-z_][A-Za-z0-9_]*|file:(?:\/|[A-Za-z]:[\\/]).+|credential:[A-Za-z0-9_.-]+)$/.test(text)
}

/** Fetches a secret at the moment it is needed; a problem names the reference and the cure, never the content. */
export async function resolveSecret(
  reference: SecretReference,
  sources: SecretSources,
): Promise<Secret | { readonly problem: string }> {
  if (!isSecretReference(reference))
    return { problem: 'a secret is not given as env:NAME, file:PATH or credential:NAME' }
  const name = reference.slice(reference.indexOf(':') + 1)
  if (reference.startsWith('env:')) {
    const value = sources.env[name]
    return value ? new Secret(value) : { problem: `the environment variable "${name}" is not set` }
  }
  if (reference.startsWith('file:')) return fromFile(name, sources)
  const folder = sources.env['CREDENTIALS_DIRECTORY']
  return folder === undefined
    ? { problem: `there are no credentials: "${name}" needs LoadCredential= in the unit that runs Pader` }
    : fromFile(`${folder}/${name}`, sources)
}

async function fromFile(path: string, sources: SecretSources): Promise<Secret | { readonly problem: string }> {
  try {
    const text = (await sources.readFile(path)).replace(/\r?\n$/, '')
    return text === '' ? { problem: `the file "${path}" is empty` } : new Secret(text)
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    return { problem: `the file "${path}" cannot be read (${why})` }
  }
}
