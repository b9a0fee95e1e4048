import { hostname, userInfo } from 'node:os'

/** Who runs this process, as journals, holds and leases name people. */
export function whoRunsThis(): string {
  return `${userInfo().username}@${hostname()}`
}

/** As {@link whoRunsThis}, with the process, where several of one person have to be told apart. */
export function whichProcess(): string {
  return `${whoRunsThis()} (process ${process.pid})`
}
