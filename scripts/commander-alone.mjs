const REPLACED = 'node:child_process'

/**
 * Leaves out what the parser of command lines would start other programs with: Pader has no command that is one, and
 * what Node needs for it is a tenth of a start.
 */
export function commanderAlone() {
  return {
    name: 'commander-alone',
    resolveId: (name, importer) =>
      name === REPLACED && /[\\/]node_modules[\\/]commander[\\/]/.test(importer ?? '')
        ? `\0without ${REPLACED}`
        : undefined,
    load: (id) => (id === `\0without ${REPLACED}` ? 'export {}' : undefined),
  }
}
