import type { FailedRequest } from '../evidence.ts'
import type { Site } from '../site.ts'

/** How messages call a node: by its name and location, else as the log does. */
export function nameOf(uuid: string | undefined, site: Site, lines: readonly FailedRequest[] = []): string {
  if (uuid === undefined) return 'a node that the text does not name'
  const node = site.byUuid.get(uuid)
  if (node !== undefined) return `"${node.name}" (${node.location})`
  const hostname = lines.find(({ peer }) => peer?.uuid === uuid)?.peer?.hostname
  return hostname === undefined ? `node ${uuid}` : `"${hostname}" (${uuid})`
}
