import { resolve } from 'node:path'
import { EXIT } from '../../report/exit-code.ts'
import { planText } from '../../report/plan/text.ts'
import { countSignatures } from '../approvals/count-signatures.ts'
import { signPlan } from '../approvals/sign-plan.ts'
import { defineCommand } from '../command.ts'
import { readPlanFile, type SavedFile } from '../gateway/saved-plan.ts'
import { colorOption } from '../options/output.ts'
import { appearanceOf } from '../output/appearance.ts'
import { replaceFiles } from '../output/write-file.ts'
import { machineOf } from '../process/machine.ts'
import type { World } from '../world.ts'

/** `pader approve`: what a saved plan says, read from the very file that is carried out, and a signature on it. */
export const command = defineCommand({
  examples: [
    ['pader approve plan.json', 'show what it would do; no appliance is contacted'],
    ['pader approve plan.json --sign ~/.ssh/id_ed25519', 'and sign it, in a file next to it'],
    ['pader approve plan.json --allowed-signers approvers', 'and say which of these signers have signed it'],
  ],
  configure: (parser) =>
    parser
      .argument('<plan>', 'a plan that "pader plan --save" wrote, or that a watch published')
      .option(
        '--sign <key>',
        'sign it with this SSH key: a private key, or the public key of one that your agent holds',
      )
      .option('--allowed-signers <file>', 'say which of the signers in this file have signed it')
      .option('--as <name>', 'name to put into the name of the signature file (default: the current user)')
      .addOption(colorOption),

  run: async ({ positional: [path], options: { color, sign: key, as, allowedSigners } }, world) => {
    const file = await readPlanFile(path, world)
    const by = file.madeBy === undefined ? '' : ` by Pader ${file.madeBy}`
    const look = appearanceOf(world.stdout, world.env, color)
    world.stdout.write(
      [...file.plans.values()].map(({ plan, madeAt }) => `made at ${madeAt}${by}\n${planText(plan, look)}`).join('\n'),
    )
    if (key !== undefined) await sign(file, key, as ?? machineOf(world).who.split('@')[0] ?? '', world)
    if (allowedSigners !== undefined) await list(file, allowedSigners, world)
    return EXIT.ok
  },
})

async function sign({ path, text }: SavedFile, key: string, by: string, world: World): Promise<void> {
  const signature = await signPlan(text, key, world)
  const file = `${path}.${by.replaceAll(/[^\w.-]/g, '_')}.sig`
  await replaceFiles([{ path: file, content: signature }], world)
  world.stdout.write(`\nsigned: ${file}\n`)
}

async function list(file: SavedFile, allowedSigners: string, world: World): Promise<void> {
  const trusted = { allowedSigners: resolve(world.cwd, allowedSigners), fingerprints: [] }
  const { by, doubts } = await countSignatures({ wanted: 1, trusted }, file, world)
  const lines = [by.length === 0 ? 'signed by none of them' : `signed by ${by.join(', ')}`, ...doubts]
  world.stdout.write(`\n${lines.join('\n')}\n`)
}
