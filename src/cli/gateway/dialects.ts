import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Dialect } from '../../dialect/dialect.ts'
import { layDialects } from '../../dialect/overlay.ts'
import { parseDialect } from '../../dialect/parse-dialect.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure, INSTALL_AGAIN } from '../command.ts'
import type { World } from '../world.ts'
import { errorText } from '../../source/error-text.ts'

/** The dialect for a cluster: what is shipped, what was invented if the target proved itself an emulator, what was learnt. */
export async function dialectFor(clusterFolder: string, provedEmulator: boolean, world: World): Promise<Dialect> {
  const shipped = join(world.home, 'schema', 'dialects')
  const base = await readDialect(join(shipped, 'web-gateway.json'))
  if (base === undefined)
    throw new CommandFailure(EXIT.internal, `the dialect in "${shipped}" is missing`, INSTALL_AGAIN)
  const emulator = provedEmulator ? await readDialect(join(shipped, 'emulator.json')) : undefined
  const calibrated = await readDialect(join(clusterFolder, 'dialect.json'))
  return layDialects({
    base,
    ...(emulator === undefined ? {} : { emulator }),
    ...(calibrated === undefined ? {} : { calibrated }),
  })
}

/** Reads a dialect file; undefined where there is none. */
export async function readDialect(path: string): Promise<Dialect | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const { value, diagnostics } = parseDialect(parseJson(text, path), path)
  if (value !== undefined) return value
  const said = diagnostics
    .map(({ message, help }) => (help === undefined ? message : `${message} (${help})`))
    .join('; ')
  throw new CommandFailure(
    EXIT.invalid,
    `the dialect "${path}" is not valid: ${said}`,
    'let "pader calibrate" write it, or restore it from git',
  )
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new CommandFailure(
      EXIT.invalid,
      `"${path}" is not JSON: ${errorText(error)}`,
      'let "pader calibrate" write it, or restore it from git',
    )
  }
}
