import { defineConfig } from 'vitest/config'

/** Real time and real processes: too long for the suite, so that these have a configuration of their own. */
export default defineConfig({
  test: {
    include: ['test/soak/*.soak.ts'],
    testTimeout: 4 * 3_600_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
  },
})
