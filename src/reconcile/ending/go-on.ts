/** What to do after a run that ended before all was done and left nothing half done. */
export const GO_ON = 'run "pader apply" again: it goes on from here'
