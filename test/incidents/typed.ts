/** Splits a command line as a shell does, as far as these need it. */
export function words(line: string): string[] {
  const parts = line.match(/"[^"]*"|\S+/g) ?? []
  const plain = parts.map((part) => part.replaceAll('"', ''))
  return ['hold', 'release', 'lock', 'journal'].includes(plain[0] ?? '') || !plain.includes('--host-config')
    ? [...plain, ...(needsHost(plain[0]) ? ['--host-config', 'host.yaml'] : [])]
    : plain
}

function needsHost(command: string | undefined): boolean {
  return (
    command !== undefined && !['compile', 'explain', 'rules', 'graph', 'path', 'simulate', 'runbook'].includes(command)
  )
}
