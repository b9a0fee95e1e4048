import type { HostFile } from '../../../appliance/host-file.ts'

/** Address of the part of the status page that is about a cluster, where the host file says how people reach the page. */
export function pageOf({ serve }: Pick<HostFile, 'serve'>, cluster: string): string | undefined {
  return serve?.url === undefined ? undefined : `${serve.url}#c-${encodeURIComponent(cluster)}`
}
