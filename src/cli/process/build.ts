/** Tells this build of Pader from every other; undefined where the sources are run, which may change at any time. */
export const build: string | undefined = undefined
