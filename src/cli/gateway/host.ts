import { resolve } from 'node:path'
import { parseHostFile, type HostFile } from '../../appliance/host-file.ts'
import { decode } from '../../compile/yaml/decode.ts'
import { parse } from '../../compile/yaml/parse.ts'
import { EXIT } from '../../report/exit-code.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { CommandFailure } from '../command.ts'
import { USUAL_HOST_FILE } from '../options/host-config.ts'
import { readGiven } from '../process/read-given.ts'
import type { World } from '../world.ts'

/** Reads the host file; every way in which it can be missing or wrong ends the command with what to do. */
export async function readHostFile(option: string | undefined, world: World): Promise<HostFile> {
  const path = resolve(world.cwd, option ?? USUAL_HOST_FILE)
  const toDo = 'name the file that says how the appliances are reached with --host-config'
  const bytes = await readGiven(path, `the host file "${path}"`, world, toDo)
  const file = decode({ path, bytes })
  if (file.value === undefined) throw broken(path, file.diagnostics)
  const yaml = parse(file.value)
  if (yaml.value === undefined) throw broken(path, yaml.diagnostics)
  const host = parseHostFile(yaml.value, path)
  if (host.value === undefined) throw broken(path, host.diagnostics)
  return host.value
}

function broken(path: string, diagnostics: readonly Diagnostic[]): CommandFailure {
  const lines = diagnostics.map(({ message, help, place }) => {
    const where = place.kind === 'node' ? `${place.path.join('.')}: ` : ''
    return `  ${where}${message}${help === undefined ? '' : `; ${help}`}`
  })
  return new CommandFailure(
    EXIT.invalid,
    [`the host file "${path}" is not valid`, ...lines].join('\n'),
    'correct these lines',
  )
}
