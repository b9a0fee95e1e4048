import type { Plugin } from 'rolldown'

/** Puts compiled schemas in the place of the module that compiles them. */
export function checksAheadOfTime(root: string): Plugin

/** The text of the module of compiled schemas, which imports what is asked of formed texts from `formats`. */
export function compiledChecks(root: string, formats?: string): Promise<string>

/** Where those are as a module that needs no bundling, once the schemas have been compiled. */
export function bundledFormats(root: string): string
