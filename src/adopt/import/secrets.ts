import type { SettingName, SettingValue, UpdateProxy } from '../../model/settings.ts'
import { slug } from './recognise.ts'

/** A secret that an appliance has and nobody can read: the reference that stands for it, and what it is. */
export interface SecretNeeded {
  readonly reference: string
  readonly what: string
}

/** A setting's value with references in the places of secrets; which ones is noted. */
export function withReferences(setting: SettingName, value: SettingValue, needed: SecretNeeded[]): SettingValue {
  if (setting !== 'updates.proxies' || !Array.isArray(value)) return value
  const rows: readonly unknown[] = value
  const proxies = rows.filter(isProxy)
  return proxies.map((proxy) => {
    if (proxy.user === undefined) return proxy
    const reference = `env:${variableName(`${proxy.user} at ${proxy.host}`)}`
    needed.push({ reference, what: `password of "${proxy.user}" at the update proxy ${proxy.host}:${proxy.port}` })
    return { ...proxy, password: reference }
  })
}

/** A text as the environment names variables, which never begin with a digit. */
function variableName(text: string): string {
  return slug(text)
    .replaceAll('-', '_')
    .toUpperCase()
    .replace(/^(?=\d)/, '_')
}

function isProxy(value: unknown): value is UpdateProxy {
  return typeof value === 'object' && value !== null && 'host' in value && 'port' in value
}
