import { SWITCHES, type SwitchName, type Switches } from '../../emulator/switches.ts'
import { UsageError } from '../command.ts'

/** Reads decisions given as `name=value`; a name or value that does not exist is a mistake in the call. */
export function readSwitches(texts: readonly string[]): Partial<Switches> {
  const chosen: Partial<Record<SwitchName, string | number>> = {}
  for (const text of texts) {
    const [name = '', value = ''] = text.split('=')
    if (!isSwitch(name)) throw new UsageError(`there is no switch "${name}": see pader emulate --switches`)
    chosen[name] = readValue(name, value)
  }
  return isChosen(chosen) ? chosen : {}
}

/** Every decision with its value, its alternatives and what it is about, one a line. */
export function describeSwitches(switches: Switches): string {
  const names = Object.keys(SWITCHES).filter(isSwitch)
  const width = Math.max(...names.map((name) => name.length))
  return names
    .map((name) => {
      const definition = SWITCHES[name]
      const others = 'values' in definition ? `one of ${definition.values.join(', ')}` : definition.unit
      return `  ${name.padEnd(width)}  ${String(switches[name])}  (${others}) ${definition.about}\n`
    })
    .join('')
}

function readValue(name: SwitchName, text: string): string | number {
  const definition = SWITCHES[name]
  if ('values' in definition) {
    const values: readonly string[] = definition.values
    if (values.includes(text)) return text
    throw new UsageError(`the switch "${name}" is one of ${values.join(', ')}, not "${text}"`)
  }
  const value = Number(text)
  if (text !== '' && Number.isFinite(value) && value >= 0) return value
  throw new UsageError(`the switch "${name}" is a number (${definition.unit}), not "${text}"`)
}

function isSwitch(name: string): name is SwitchName {
  return Object.hasOwn(SWITCHES, name)
}

/** Each value was checked against its definition when it was read. */
function isChosen(chosen: Partial<Record<SwitchName, string | number>>): chosen is Partial<Switches> {
  return Object.keys(chosen).every(isSwitch)
}
