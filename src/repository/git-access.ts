/** How git reaches a remote repository over SSH. */
export interface GitAccess {
  /** File with the keys of the hosts that are believed, in the format of ssh; the user's own unless given. */
  readonly knownHosts?: string
  /** File with the private key to log in with; what the user's ssh would take unless given. */
  readonly sshKey?: string
}

/**
 * The command that git runs for SSH. A host whose key is not known is refused, never asked about and never learnt: that
 * is what "pinned" means. A connection that is dead is noticed within a minute.
 */
export function sshCommand({ knownHosts, sshKey }: GitAccess): string {
  const options = [
    'BatchMode=yes',
    'StrictHostKeyChecking=yes',
    'UpdateHostKeys=no',
    'ConnectTimeout=20',
    'ServerAliveInterval=15',
    'ServerAliveCountMax=3',
    ...(knownHosts === undefined
      ? []
      : [`UserKnownHostsFile=${quotedForSsh(knownHosts)}`, 'GlobalKnownHostsFile=/dev/null']),
    ...(sshKey === undefined ? [] : ['IdentitiesOnly=yes', `IdentityFile=${quotedForSsh(sshKey)}`]),
  ]
  return ['ssh', ...options.flatMap((option) => ['-o', quotedForShell(option)])].join(' ')
}

/** In a value of ssh's configuration, spaces separate files and % begins a token. */
function quotedForSsh(path: string): string {
  return `"${path.replaceAll('%', '%%')}"`
}

function quotedForShell(text: string): string {
  return /^[\w./=:-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
