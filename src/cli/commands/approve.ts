import { resolve } from 'node:path'
import { EXIT } from '../../report/exit-code.ts'
import { planText } from '../../report/plan/text.ts'
import { countSignatures } from '../approvals/count-signatures.ts'
import { signPlan } from '../approvals/sign-plan.ts'
import type { Command } from '../command.ts'
import { readPlanFile, type SavedFile } from '../gateway/saved-plan.ts'
import { appearanceOf } from '../output/appearance.ts'
import { replaceFiles } from '../output/write-file.ts'
import { groundOf } from '../process/ground.ts'
import type { World } from '../world.ts'

/** `pader approve`: what a saved plan says, read from the very file that is carried out, and a signature on it. */
export const command: Command = {
  examples: [
    ['pader approve plan.json', 'read what it would do; no appliance is asked'],
    ['pader approve plan.json --sign ~/.ssh/id_ed25519', 'and sign it, in a file beside it'],
    ['pader approve plan.json --allowed-signers approvers', 'and say who of these has signed it'],
  ],
  configure: (parser) =>
    parser
      .argument('<plan>', 'a plan that "pader plan --save" wrote, or that a watch put up')
      .option(
        '--sign <key>',
        'sign it with this SSH key: a private key, or the public half of one that your agent holds',
      )
      .option('--allowed-signers <file>', 'say who of these has signed it')
      .option('--as <name>', 'name in the name of the file with the signature (default: who runs this)')
      .option('--color <when>', 'colour the text: auto, always or never', 'auto'),

  run: async ({ positional, options }, world) => {
    const [path = ''] = positional
    const file = await readPlanFile(path, world)
    const look = appearanceOf(world.stdout, world.env, options['color'])
    world.stdout.write(
      [...file.plans.values()].map(({ plan, madeAt }) => `made at ${madeAt}\n${planText(plan, look)}`).join('\n'),
    )
    if (typeof options['sign'] === 'string') await sign(file, options, world)
    if (typeof options['allowedSigners'] === 'string') await list(file, options['allowedSigners'], world)
    return EXIT.ok
  },
}

async function sign(
  { path, text }: SavedFile,
  options: Readonly<Record<string, unknown>>,
  world: World,
): Promise<void> {
  const signature = await signPlan(text, String(options['sign']), world)
  const by = typeof options['as'] === 'string' ? options['as'] : (groundOf(world).who.split('@')[0] ?? '')
  const file = `${path}.${by.replaceAll(/[^\w.-]/g, '_')}.sig`
  await replaceFiles([{ path: file, content: signature }])
  world.stdout.write(`\nsigned: ${file}\n`)
}

async function list(file: SavedFile, allowedSigners: string, world: World): Promise<void> {
  const trusted = { allowedSigners: resolve(world.cwd, allowedSigners), fingerprints: [] }
  const { by, doubts } = await countSignatures({ wanted: 1, trusted }, file, world)
  const lines = [by.length === 0 ? 'signed by nobody of them' : `signed by ${by.join(', ')}`, ...doubts]
  world.stdout.write(`\n${lines.join('\n')}\n`)
}
