import { Option } from 'commander'
import type { Command } from '../command.ts'
import { USUAL_HOST_FILE } from '../gateway/host.ts'
import { logFormats } from '../watch/log/log.ts'
import { keepWatch } from '../watch/keep-watch.ts'
import { readWatchOptions } from '../watch/options.ts'

/** `pader watch`: follows a branch, or the files of a folder, and keeps clusters as they say. */
export const command: Command = {
  examples: [
    ['pader watch', 'follow what the host file says'],
    ['pader watch --files --mode observe --serve 8460', 'follow the folder, change nothing, show a page'],
  ],
  configure: (parser) =>
    parser
      .argument('[path]', 'folder of clusters, inside the repository where one is followed', 'clusters')
      .option('--host-config <file>', `how the appliances are reached (default "${USUAL_HOST_FILE}")`)
      .option('--cluster <name>', 'only this cluster of the host file')
      .option('--remote <repository>', 'follow this repository (URL or path) rather than the one of the host file')
      .option('--files', 'follow the files of the folder as they are, committed or not')
      .option(
        '--mode <mode>',
        'observe (say what differs), propose (as a branch) or enforce (apply), rather than as the host file says',
      )
      .option('--poll <seconds>', 'between two looks at the branch', '60')
      .option('--probe <seconds>', 'between two looks for drift', '300')
      .option('--sweep <seconds>', 'between two looks for drift at everything and every node', '3600')
      .option('--serve <port>', 'serve a status page on this port, rather than as the host file says')
      .addOption(
        new Option('--log-format <form>', 'text for a person, or json: one object a line, for what collects logs')
          .choices(logFormats)
          .default('text'),
      )
      .option('--color <when>', 'colour the text: auto, always or never', 'auto'),

  run: async ({ positional, options }, world) =>
    keepWatch(readWatchOptions(positional, options), options['hostConfig'], world),
}
