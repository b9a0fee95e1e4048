import { Option } from 'commander'
import type { Given } from './given.ts'

/** Where the host file is unless `--host-config` names another. */
export const USUAL_HOST_FILE = '/etc/pader/host.yaml'

/** `--host-config`; `about` says what the host file is needed for. */
export function hostConfigOption(about = 'host file: how to reach the appliances'): Option<'--host-config <file>'> {
  return new Option('--host-config <file>', `${about} (default: "${USUAL_HOST_FILE}")`)
}

/** What says where the host file is. */
export type HostOptions = Given<ReturnType<typeof hostConfigOption>>
