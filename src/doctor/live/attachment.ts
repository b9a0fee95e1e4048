import type { Finding } from '../finding.ts'
import { seenOnce, type LiveCheck } from './live-check.ts'

/** Who holds the one attachment of the cluster, and whether two halves each have one. */
export const attachment: LiveCheck = {
  codes: ['CM-GUI-004', 'CM-SYN-013'],
  looksAt: 'what nodes answer to a login',
  find: ({ cluster, attachedAt, nodes }): readonly Finding[] => {
    const entry = cluster.entryNode.value
    if (attachedAt !== undefined) return [elsewhere(attachedAt, entry)]
    const refusing = nodes.filter((node) => node.attachedAt !== undefined)
    const holders = [...new Set(refusing.flatMap((node) => node.attachedAt ?? []))]
    if (holders.length === 0) return []
    const names = refusing.map(({ name }) => `"${name}"`).join(', ')
    return [
      {
        code: 'CM-SYN-013',
        severity: 'error',
        what: `"${entry}" took our session, and ${names} ${refusing.length === 1 ? 'says' : 'say'} that ${at(holders)} is attached`,
        cause:
          'one node of a cluster can be attached at a time: the halves do not see each other, or somebody logged on in between',
        confidence: 'possible',
        remedy: [
          'look again: if it is gone, somebody logged on for a moment',
          `else freeze: pader hold --cluster ${cluster.name} --why "split", and ask whoever is logged on at ${at(holders)} not to save`,
          'join the halves, then compare with "pader plan" before anything else',
        ],
        ...seenOnce(`login at ${refusing[0]?.name ?? entry}`),
      },
    ]
  },
}

function elsewhere(holder: string, entry: string): Finding {
  const where = holder === 'unnamed' ? 'another node' : `"${holder}"`
  return {
    code: 'CM-GUI-004',
    severity: 'error',
    what: `a session is open at ${where}`,
    cause:
      'one node of a cluster can be attached at a time, by the UI or by REST; nothing can be read or changed meanwhile',
    confidence: 'certain',
    remedy: [`ask whoever works at ${where} to log off, or wait: administrators should use "${entry}"`],
    ...seenOnce(`login at ${entry}`),
  }
}

function at(holders: readonly string[]): string {
  return holders.map((name) => (name === 'unnamed' ? 'another node' : `"${name}"`)).join(' and ')
}
