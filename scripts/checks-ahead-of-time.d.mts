import type { Plugin } from 'rolldown'

/** Puts compiled schemas in the place of the module that compiles them. */
export function checksAheadOfTime(root: string): Plugin

/** The text of the module of compiled schemas. */
export function compiledChecks(root: string): Promise<string>
