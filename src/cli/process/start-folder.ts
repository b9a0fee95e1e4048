import { EXIT } from '../../report/exit-code.ts'
import type { Output } from '../world.ts'

/** The folder that this process was started in; undefined, once that is said, where it is there no more. */
export function startFolder(stderr: Output): string | undefined {
  try {
    return process.cwd()
  } catch {
    stderr.write('pader: the folder that this was started in is gone: change to one that exists\n')
    process.exitCode = EXIT.invalid
    return undefined
  }
}
