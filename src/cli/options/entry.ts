import { Option } from 'commander'
import type { Given } from './given.ts'

/** `--entry`; `usual` says which node is taken without it. */
export function entryOption(usual: string): Option<'--entry <node>'> {
  return new Option('--entry <node>', `node to connect to (default: ${usual})`)
}

/** What says which node is connected to. */
export type EntryOptions = Given<ReturnType<typeof entryOption>>
