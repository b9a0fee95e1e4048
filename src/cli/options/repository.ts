import { Option } from 'commander'
import { UsageError } from '../command.ts'
import type { Given } from './given.ts'

/** `--cluster`; `about` says which cluster is meant where that is not one of several. */
export function clusterOption(about = 'only this cluster'): Option<'--cluster <name>'> {
  return new Option('--cluster <name>', about)
}

/** `--now`. */
export const nowOption = new Option(
  '--now <date>',
  'date to take as today when checking expiry (YYYY-MM-DD)',
).argParser((given): string => {
  if (/^\d{4}-\d{2}-\d{2}$/.test(given) && !Number.isNaN(Date.parse(given))) return given
  throw new UsageError(`--now takes a date like 2027-03-31, not ${JSON.stringify(given)}`)
})

/** What says which clusters of a repository are meant. */
export type ClusterOptions = Given<ReturnType<typeof clusterOption>>

/** What says which day it is. */
export type NowOptions = Given<typeof nowOption>

/** What says how a repository is compiled. */
export type RepositoryOptions = ClusterOptions & NowOptions
