/** Exit codes with which a shell says that a process aborted, or was killed. Pader itself never ends so, and has a runbook for each. */
export const codesFromOutside: readonly number[] = [134, 137]
