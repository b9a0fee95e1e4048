import { EXIT } from '../../report/exit-code.ts'
import { defineCommand } from '../command.ts'
import { playPolicy, playTopology } from '../demo/play.ts'
import { raiseStage, type Stage } from '../demo/stage.ts'
import { staleGroups, stalePolicy } from '../demo/stale.ts'

/** `pader demo`: the real commands against emulated clusters over HTTPS; needs nothing and leaves nothing. */
export const command = defineCommand({
  examples: [['pader demo', 'the whole workflow on an emulated cluster, in fifteen seconds']],
  configure: (parser) => parser,
  run: async (_call, world) => {
    await on(await raiseStage('two-site', staleGroups, world), playTopology)
    await on(await raiseStage('three-site', stalePolicy, world), playPolicy)
    return EXIT.ok
  },
})

async function on(stage: Stage, play: (stage: Stage) => Promise<void>): Promise<void> {
  try {
    await play(stage)
  } finally {
    await stage.close()
  }
}
