import type { Notification } from '../../report/watch/notification.ts'
import { EXIT } from '../../report/exit-code.ts'
import { sendNotification } from '../../serve/notify/send-notification.ts'
import { CommandFailure, type Command } from '../command.ts'
import { readHostFile, USUAL_HOST_FILE } from '../gateway/host.ts'
import { systemClock } from '../process/system-clock.ts'
import { receiversOf } from '../watch/services.ts'

/** `pader notify`: a message to everybody whom the host file names, to see that it arrives before it matters. */
export const command: Command = {
  examples: [['pader notify', 'send everybody a test message']],
  configure: (parser) =>
    parser
      .argument('[words]', 'what to say', 'a test; nothing has happened')
      .option('--cluster <name>', 'the cluster that the message is said to be about', 'none')
      .option('--host-config <file>', `where "notify" names the receivers (default "${USUAL_HOST_FILE}")`),

  run: async ({ positional: [words = ''], options }, world) => {
    const receivers = await receiversOf(await readHostFile(options['hostConfig'], world), world)
    if (receivers.length === 0) {
      throw new CommandFailure(EXIT.invalid, 'the host file names nobody to tell', 'add "notify"')
    }
    const at = world.now().toISOString()
    const notification: Notification = { cluster: String(options['cluster']), state: 'test', words, at }
    const problems = await Promise.all(
      receivers.map(async (receiver) =>
        sendNotification(receiver, notification, async (pause) => systemClock.sleep(pause, world.stop)),
      ),
    )
    for (const [index, problem] of problems.entries()) {
      const who = `receiver ${index + 1} (${receivers[index]?.kind ?? ''})`
      world.stdout.write(problem === undefined ? `${who}: sent\n` : `${who}: not sent: ${problem}\n`)
    }
    return problems.every((problem) => problem === undefined) ? EXIT.ok : EXIT.unreachable
  },
}
