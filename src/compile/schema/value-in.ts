import type { DocumentPath } from '../../source/place.ts'
import { isMap } from '../documents/sheet.ts'

/** What stands at a path below a value; undefined where nothing does. */
export function valueIn(value: unknown, [step, ...deeper]: DocumentPath): unknown {
  if (step === undefined) return value
  if (Array.isArray(value)) return valueIn(value[Number(step)], deeper)
  return isMap(value) ? valueIn(value[step], deeper) : undefined
}
