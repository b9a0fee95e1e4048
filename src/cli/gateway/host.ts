import { resolve } from 'node:path'
import { parseHostFile, type HostFile } from '../../appliance/host-file.ts'
import { decode } from '../../compile/yaml/decode.ts'
import { Locator } from '../../compile/yaml/locate.ts'
import { parse } from '../../compile/yaml/parse.ts'
import { EXIT } from '../../report/exit-code.ts'
import { locationOf } from '../../report/text/diagnostics.ts'
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
  if (yaml.value === undefined) throw broken(path, yaml.diagnostics, file.value.text)
  const host = parseHostFile(yaml.value, path)
  if (host.value === undefined) throw broken(path, host.diagnostics, file.value.text)
  return host.value
}

function broken(path: string, diagnostics: readonly Diagnostic[], text?: string): CommandFailure {
  const locator = new Locator(() => text)
  const lines = diagnostics
    .map((found) => ({ ...found, span: locator.spanOf(found.place) }))
    .toSorted(
      (one, other) => one.span.start.line - other.span.start.line || one.span.start.column - other.span.start.column,
    )
    .map(({ message, help, place, span, code }) => {
      const key = place.kind === 'node' && place.path.length > 0 ? `${place.path.join('.')}: ` : ''
      return `  ${locationOf(span)} ${code}: ${key}${message}${help === undefined ? '' : `; ${help}`}`
    })
  return new CommandFailure(
    EXIT.invalid,
    [`the host file "${path}" is not valid`, ...lines].join('\n'),
    'correct these lines',
  )
}
