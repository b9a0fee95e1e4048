import { appendFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { plain, type Appearance } from '../../report/appearance.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import { wayOut, whyInWords } from '../process/trouble-with-files.ts'
import type { World } from '../world.ts'
import { appearanceOf, type ColorChoice } from './appearance.ts'
import type { Format, Target } from './target.ts'

/** What a command can print: for each form, how it is made. Made only when asked for. */
export type Renderings = Readonly<Partial<Record<Format, (look: Appearance) => string | Promise<string>>>>

/** Sends each form that was asked for where it belongs. `color` is the value of `--color`. */
export async function publish(
  targets: readonly Target[],
  renderings: Renderings,
  world: World,
  color: ColorChoice = 'auto',
): Promise<void> {
  for (const { format, file } of targets) {
    const render = renderings[format]
    if (render === undefined) throw new Error(`format "${format}" was accepted and cannot be made`)
    if (file === undefined) world.stdout.write(await render(appearanceOf(world.stdout, world.env, color)))
    else await writeTo(resolve(world.cwd, file), await render(plain), world)
  }
}

async function writeTo(path: string, content: string, world: World): Promise<void> {
  const summary = world.env['GITHUB_STEP_SUMMARY']
  try {
    // The steps of a GitHub job share this file, each adds to it.
    if (summary !== undefined && resolve(world.cwd, summary) === path) appendFileSync(path, content)
    else await (await import('./write-file.ts')).writeFileAtomically(path, content, world)
  } catch (error) {
    const why = whyInWords(error)
    throw new CommandFailure(EXIT.internal, `cannot write "${path}": ${why}`, wayOut(error))
  }
}
