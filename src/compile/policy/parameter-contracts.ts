import type { Region } from '../../model/fleet.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { keyAt, valueAt, type Place } from '../../source/place.ts'
import { broken, undecided, type StricterValue } from './override.ts'
import type { Parameter } from './policy-source.ts'
import { unknownRegion } from './unknown-region.ts'

/** What is wrong with the values that regions give to parameters, and with parameters that are there twice. */
export function parameterProblems(parameters: readonly Parameter[], regions: readonly Region[]): readonly Diagnostic[] {
  const first = new Map(parameters.toReversed().map((one) => [one.name, one]))
  return parameters.flatMap((one) => {
    const before = first.get(one.name)
    const values = [...one.byRegion].flatMap(([region, value]) => valueProblems(one, region, value, regions))
    return before === undefined || before === one ? values : [declaredTwice(one, before), ...values]
  })
}

function valueProblems(
  parameter: Parameter,
  region: string,
  value: string,
  regions: readonly Region[],
): readonly Diagnostic[] {
  const { name, place, everywhere, contract } = parameter
  const path = place.kind === 'node' ? [...place.path, 'regions', region] : []
  if (!regions.some((one) => one.name === region))
    return [unknownRegion({ text: region, place: keyAt(place.file, path) }, regions)]
  if (everywhere === undefined || contract.mode === 'replace') return []
  const at = valueAt(place.file, path)
  if (contract.mode === 'locked')
    return [
      broken(
        `parameter "${name}" is locked, and region "${region}" has a value of its own`,
        at,
        contract,
        'remove the value, or agree with the owners of the parameter on "override: tighten" or "replace"',
      ),
    ]
  return contract.stricter === undefined
    ? []
    : untightened(parameter, region, { value, everywhere, stricter: contract.stricter }, at)
}

interface Departure {
  readonly value: string
  readonly everywhere: string
  readonly stricter: StricterValue
}

function untightened(
  { name, contract }: Parameter,
  region: string,
  { value, everywhere, stricter }: Departure,
  at: Place,
): readonly Diagnostic[] {
  const [mine, shared] = [rankOf(value, stricter), rankOf(everywhere, stricter)]
  if (mine === undefined || shared === undefined) {
    const odd = mine === undefined ? value : everywhere
    const help = Array.isArray(stricter)
      ? `use one of ${stricter.map((one) => `"${one}"`).join(', ')}, or add the text to "stricter"`
      : 'write a number, or name the texts from the weakest to the strictest as "stricter"'
    return [
      undecided(
        `whether region "${region}" tightens parameter "${name}" cannot be said: "${odd}" ${Array.isArray(stricter) ? 'is none of the texts of "stricter"' : 'is no number'}`,
        at,
        contract,
        help,
      ),
    ]
  }
  if (mine >= shared) return []
  const words = Array.isArray(stricter) ? `become a later one of ${stricter.join(', ')}` : `get ${String(stricter)}`
  return [
    broken(
      `parameter "${name}" may only ${words}, and region "${region}" makes "${value}" of "${everywhere}"`,
      at,
      contract,
      'use the shared value or a stricter one',
    ),
  ]
}

/** The higher the stricter; undefined where a value cannot be put into the order. */
function rankOf(value: string, stricter: StricterValue): number | undefined {
  if (stricter === 'lower' || stricter === 'higher') {
    const number = /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined
    return number === undefined || stricter === 'higher' ? number : -number
  }
  const at = stricter.indexOf(value)
  return at < 0 ? undefined : at
}

function declaredTwice({ name, place }: Parameter, before: Parameter): Diagnostic {
  return {
    code: 'POL-DUPLICATE',
    severity: 'error',
    message: `there are two parameters "${name}"`,
    place,
    related: [{ place: before.place, note: 'the other one' }],
    help: 'rename one of them: parameters are known by their names in all files of the policy',
  }
}
