/** A run, as what it was called by. */
interface Called {
  readonly command: string
}

/** How a run is called again. For what a watch could not finish, a person need not wait for its next pass. */
export function callAgain({ command }: Called): string {
  return command === 'rollback' ? 'call the same "pader rollback" again' : 'run "pader apply" again'
}

/** What to do after a run that ended before all was done and left nothing half done. */
export function goOn(setup: Called): string {
  return `${callAgain(setup)}: it goes on from here`
}
