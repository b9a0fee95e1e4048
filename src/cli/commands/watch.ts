import { defineCommand } from '../command.ts'
import { keepWatch } from '../watch/keep-watch.ts'
import { addWatchOptions, readWatchOptions } from '../watch/options.ts'

/** `pader watch`: follows a branch, or the files of a folder, and keeps clusters as they say. */
export const command = defineCommand({
  examples: [
    ['pader watch', 'follow the branch that the host file names'],
    ['pader watch --files --mode observe --serve 8460', 'follow the folder, change nothing, serve a status page'],
  ],
  configure: (parser) =>
    addWatchOptions(parser).argument(
      '[path]',
      'folder of clusters, relative to the repository if one is followed',
      'clusters',
    ),

  run: async ({ positional: [path], options }, world) =>
    keepWatch(readWatchOptions(path, options), options.hostConfig, world),
})
