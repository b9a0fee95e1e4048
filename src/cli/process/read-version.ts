import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Version of the Pader that is installed in a folder. */
export function readVersion(home: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  return isManifest(manifest) ? manifest.version : 'unknown'
}

function isManifest(value: unknown): value is { version: string } {
  return typeof value === 'object' && value !== null && 'version' in value && typeof value.version === 'string'
}
