import type { ForgeHost } from '../../appliance/host-forge.ts'
import type { Notification } from '../../report/watch/notification.ts'
import { EXIT } from '../../report/exit-code.ts'
import { ForgeTrouble } from '../../serve/forge/port.ts'
import { sendNotification } from '../../serve/notify/send-notification.ts'
import { CommandFailure, defineCommand } from '../command.ts'
import { readHostFile } from '../gateway/host.ts'
import { hostConfigOption } from '../options/host-config.ts'
import { systemClock } from '../process/system-clock.ts'
import { connectForge } from '../watch/forge/connect-forge.ts'
import { createScrubber, type Scrubber } from '../watch/log/scrub.ts'
import { receiversOf } from '../watch/notify/receivers.ts'
import type { World } from '../world.ts'

/**
 * `pader notify`: a message to everybody whom the host file names, to see that it arrives before it matters, and a question
 * to each forge that a watch would tell.
 */
export const command = defineCommand({
  examples: [
    [
      'pader notify',
      'send every receiver a test message, and ask every forge whether it would accept what a watch reports',
    ],
  ],
  configure: (parser) =>
    parser
      .argument('[words]', 'text of the message', 'a test; nothing has happened')
      .option('--cluster <name>', 'the cluster that the message claims to be about', 'none')
      .addOption(hostConfigOption('host file: its "notify" names the receivers')),

  run: async ({ positional: [words], options }, world) => {
    const hostFile = await readHostFile(options.hostConfig, world)
    const scrubber = createScrubber(world)
    const receivers = await receiversOf(hostFile, scrubber, world)
    const forges = [...hostFile.clusters].flatMap(([cluster, { forge }]) =>
      forge === undefined ? [] : { cluster, forge },
    )
    if (receivers.length + forges.length === 0) {
      throw new CommandFailure(
        EXIT.invalid,
        'the host file names no receivers',
        'add "notify", or "forge" of a cluster',
      )
    }
    await scrubber.learn(hostFile)
    const at = world.now().toISOString()
    const notification: Notification = { cluster: options.cluster, state: 'test', words, at }
    const problems = await Promise.all(
      receivers.map(async (receiver) =>
        sendNotification(receiver, notification, async (pause) => systemClock.sleep(pause, world.stop)),
      ),
    )
    for (const [index, problem] of problems.entries()) {
      const who = `receiver ${index + 1} (${receivers[index]?.kind ?? ''})`
      world.stdout.write(
        problem === undefined ? `${who}: sent\n` : `${who}: not sent: ${scrubber.clean(problem.why)}\n`,
      )
    }
    const refused = await Promise.all(forges.map(async ({ forge }) => problemOf(forge, scrubber, world)))
    for (const [index, { cluster, forge }] of forges.entries()) {
      const problem = refused[index]
      const said =
        problem === undefined ? `answers for ${forge.repository}` : `is of no use: ${scrubber.clean(problem)}`
      world.stdout.write(`forge of ${cluster} (${forge.kind}): ${said}\n`)
    }
    return [...problems, ...refused].every((problem) => problem === undefined) ? EXIT.ok : EXIT.unreachable
  },
})

/** Why a forge does not answer for its repository, if it does not. Nothing is written there: a status belongs to what was found. */
async function problemOf(
  host: ForgeHost,
  scrubber: Pick<Scrubber, 'clean'>,
  world: World,
): Promise<string | undefined> {
  const { forge, close } = connectForge(host, world.stop, world, (said) => scrubber.clean(said))
  try {
    await forge.lookAround()
    return undefined
  } catch (error) {
    if (!(error instanceof ForgeTrouble)) throw error
    return error.message
  } finally {
    await close()
  }
}
