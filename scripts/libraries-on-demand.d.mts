import type { Plugin } from 'rolldown'

/** Makes the modules that stand before a heavy library load it at the first call. */
export function librariesOnDemand(root: string): Plugin

/** Writes each of the libraries as one file, into `libraries` beside the chunks. */
export function writeLibraries(root: string, folder?: string): Promise<void>
