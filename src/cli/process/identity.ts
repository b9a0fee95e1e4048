import { hostname, userInfo } from 'node:os'

/** Who runs this process, as journals and holds name people. */
export function whoRunsThis(): string {
  return `${userName()}@${hostname()}`
}

/** As {@link whoRunsThis}, with the process, as leases name whoever holds them. */
export function whichProcess(): string {
  return `${whoRunsThis()}, process ${process.pid}`
}

/** A container may be run by a user who has a number and no name. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return `uid${process.getuid?.() ?? ''}`
  }
}
