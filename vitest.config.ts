import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Folders whose files take the longest. */
const LONG = /\/test\/(?:simulation|served|incidents)\//

/** The longest first, also where no earlier run has told how long they take: begun last, one of them keeps a worker waiting. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.test(moduleId)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    // A golden file that is missing fails its test, on every machine: only -u writes one, and then it is read and committed.
    update: 'none',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A test that fails only when the machine is busy proves nothing: two workers fit the smallest machine we promise.
    maxWorkers: 2,
    // Test files of a worker share the modules, which hold no state: loading them anew for each took a third of the time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/cli/bin.ts'],
      reporter: ['text-summary', 'json-summary'],
    },
  },
})
