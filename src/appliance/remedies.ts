import type { ApplianceError, Fault, Obstacle } from './port.ts'

/** What to do about each kind of fault. */
const remedies: Readonly<Record<Fault, string>> = {
  unreachable: 'check that the entry node is up, that REST is enabled on its port, and the address in the host file',
  'attached elsewhere': 'wait until the other session ends, or ask its holder to log off',
  'account in use':
    'run it again when no other command is at work, or else when the appliance has ended that session for being idle; what it had not committed goes with it. Where people or other programs use the account, give Pader one of its own',
  credentials: 'correct the account or the password that the host file refers to; REST needs a role that may use it',
  untrusted: 'compare the certificate with the one in the host file; put the new pin or authority there if it is right',
  'certificate expired':
    'renew the certificate on the node, and make sure that the clock of this host is right; a pin of its key in the host file outlives renewals',
  'session lost': 'run it again: what was not committed is gone, and nothing else',
  refused: 'read the message of the appliance; trying again changes nothing',
  garbled: 'check that the address leads to the REST interface itself and that no proxy or portal answers in its place',
  uncertain: 'run it again: it looks first, and goes on from what is there',
}

/** The same where it is known what was in the way of an answer. */
const remediesOfObstacles: Readonly<Record<Obstacle, string>> = {
  name: 'make sure that the name in the host file is right, and that this host can look it up (its name servers, /etc/hosts)',
  permission: 'start Node without "--permission", or with "--allow-net"',
  forbidden:
    'see what on this host forbids it to connect there: its firewall, or the sandbox of the service (for example IPAddressDeny of systemd)',
  silence:
    'see whether the node is overloaded or restarting, and whether something on the way to it holds answers back or cuts them off; then run it again',
  'own process':
    'wait for that process to end, then run it again; where it hangs or is suspended, end it: the next command logs its session off',
  'unanswered login':
    'run it again when the appliance has ended that session for being idle; what it had not committed goes with it',
}

/** What to do about a failed request. */
export function remedyFor({ fault, obstacle }: Pick<ApplianceError, 'fault' | 'obstacle'>): string {
  return obstacle === undefined ? remedies[fault] : remediesOfObstacles[obstacle]
}
