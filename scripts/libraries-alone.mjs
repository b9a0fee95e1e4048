const PROCESSES = 'node:child_process'
const WITHOUT_PROCESSES = `\0without ${PROCESSES}`

/** Where the library for colours opens standard output to see whether it is a terminal. */
const LOOKS = '(p.stdout || {}).isTTY'

/**
 * Leaves out what libraries do at every start and Pader has no use for: the parser of command lines brings what it would
 * start other programs with, and the library for colours looks at a terminal that Pader has looked at itself.
 */
export function librariesAlone() {
  return {
    name: 'libraries-alone',
    resolveId: (name, importer) =>
      name === PROCESSES && isOf('commander', importer ?? '') ? WITHOUT_PROCESSES : undefined,
    load: (id) => (id === WITHOUT_PROCESSES ? 'export {}' : undefined),
    transform: (code, id) => {
      if (!isOf('picocolors', id)) return undefined
      if (!code.includes(LOOKS)) throw new Error(`picocolors looks for a terminal in another way than "${LOOKS}"`)
      return { code: code.replace(LOOKS, 'false'), map: null }
    },
  }
}

function isOf(library, path) {
  return path.replaceAll('\\', '/').includes(`/node_modules/${library}/`)
}
