import type { Finding } from '../finding.ts'

/** A port that was tried from the machine that runs Pader, and what came of it. */
export interface TriedPort {
  readonly node: string
  /** `listener`: where the other nodes connect; `REST`: where Pader does. */
  readonly purpose: 'listener' | 'REST'
  readonly address: string
  readonly port: number
  readonly state: 'open' | 'closed' | 'no answer'
}

/**
 * Ports that do not take connections from here. A closed listener is certain whoever asks; no answer at a listener can
 * be a firewall that keeps this machine out and lets the nodes pass.
 */
export function reachFindings(tried: readonly TriedPort[]): readonly Finding[] {
  return tried.flatMap((one): readonly Finding[] => {
    const { node, purpose, address, port, state } = one
    if (state === 'open') return []
    const extent = { count: 1, example: { log: `connection to ${address}:${port}`, line: 1 } }
    if (purpose === 'REST') {
      return [
        {
          code: 'CM-SYN-004',
          severity: 'error',
          what: `the REST port of "${node}" (${address}:${port}) ${wordsFor(state)}`,
          cause: 'Pader cannot ask the node what it holds, so that it is never confirmed',
          confidence: 'certain',
          remedy: [
            'check that the node is up, that REST is enabled on that port, and the firewall between it and this machine',
          ],
          ...extent,
        },
      ]
    }
    return [
      {
        code: 'CM-SYN-004',
        severity: state === 'closed' ? 'error' : 'info',
        what: `the listener of "${node}" (${address}:${port}) ${wordsFor(state)}`,
        cause:
          state === 'closed'
            ? 'nothing listens there: the other nodes cannot connect to it either, whatever the firewalls let through'
            : 'a firewall may block this machine and let the nodes through: only what the nodes report decides',
        confidence: state === 'closed' ? 'certain' : 'possible',
        remedy:
          state === 'closed'
            ? [
                'compare the address with the interface of the node: a listener does not follow when that is renumbered',
                'correct the address and port in the YAML or in the UI, save, and try again',
              ]
            : ['nothing, unless a coordinator log says that other nodes do not reach it'],
        ...extent,
      },
    ]
  })
}

function wordsFor(state: TriedPort['state']): string {
  return state === 'closed' ? 'refuses connections' : 'does not answer'
}
