import { hostname, userInfo } from 'node:os'
import { isAlive } from './living.ts'

/** Who runs this process, as journals and holds name people. */
export function whoRunsThis(): string {
  return `${userName()}@${hostname()}`
}

/** As {@link whoRunsThis}, with the process, as leases name whoever holds them. */
export function whichProcess(): string {
  return `${whoRunsThis()}, process ${process.pid}`
}

/**
 * Whether a process, by the name that {@link whichProcess} gave it, was one of this machine and is not there any more. Another
 * machine of the same name may have it, so that this is told to people and acted on by nobody.
 */
export function isGone(holder: string): boolean {
  const [, host, number] = /@([^@]+), process (\d+)$/.exec(holder) ?? []
  const pid = Number(number)
  return host === hostname() && pid !== process.pid && !isAlive({ host, pid, process: '' })
}

/** A container may be run by a user who has a number and no name. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return `uid${process.getuid?.() ?? ''}`
  }
}
