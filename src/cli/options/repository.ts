import { Option } from 'commander'
import type { Given } from './given.ts'

/** `--cluster`; `about` says which cluster is meant where that is not one of several. */
export function clusterOption(about = 'only this cluster'): Option<'--cluster <name>'> {
  return new Option('--cluster <name>', about)
}

/** `--now`. */
export const nowOption = new Option('--now <date>', 'today, for what expires (YYYY-MM-DD)')

/** What says which clusters of a repository are meant. */
export type ClusterOptions = Given<ReturnType<typeof clusterOption>>

/** What says which day it is. */
export type NowOptions = Given<typeof nowOption>

/** What says how a repository is compiled. */
export type RepositoryOptions = ClusterOptions & NowOptions
