import { Option } from 'commander'
import type { Given } from './given.ts'
import type { ColorOptions } from './output.ts'

/** `--quiet`, of a command that says what it is going to do and does it. */
export const quietOption = new Option('--quiet', 'do not print the plan before carrying it out')

/** `--summary`, of the same. */
export const summaryOption = new Option('--summary', 'limit the progress to what each phase is and how it ended')

/** What says how a run is told. */
export type RunReportOptions = Given<typeof summaryOption> & ColorOptions
