import type { ClusterName } from '../../model/names.ts'

/** A run, as what it was called by. */
interface Called {
  readonly command: string
  readonly cluster: ClusterName
}

/** How a run is called again. For what a watch could not finish, a person need not wait for its next pass. */
export function callAgain({ command, cluster }: Called): string {
  return command === 'watch' ? `run "pader apply --yes --cluster ${cluster}"` : `run the same "pader ${command}" again`
}

/** What to do after a run that ended before all was done and left nothing half done. */
export function goOn(setup: Called): string {
  return `${callAgain(setup)}: it goes on from here`
}
