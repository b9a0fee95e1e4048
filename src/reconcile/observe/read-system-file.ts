import type { GatewayReader } from '../../appliance/port.ts'
import { EMPTY_FILE_FACT } from '../../dialect/empty-file.ts'
import type { Uuid } from '../../model/names.ts'
import { unknown, type Observation } from '../../model/observed.ts'

const SAYS_NOTHING =
  'an answer without text: an empty file and a read that failed look alike; if the file is empty, put a line into it ' +
  `in the file editor, or let dialect.json state the fact "${EMPTY_FILE_FACT}" as calibrated`

/**
 * Reads a system file. Appliances are known to answer 200 without a body where there is something, and a plain text has
 * no form that would show it: such an answer is asked for once more, and is no empty file unless a fact says so.
 */
export async function readSystemFile(
  reader: Pick<GatewayReader, 'systemFile'>,
  { emptyIsEmpty: isBelieved = false }: { readonly emptyIsEmpty?: boolean },
  node: Uuid,
  path: string,
): Promise<Observation<string>> {
  const first = await reader.systemFile(node, path)
  if (isBelieved || !saysNothing(first)) return first
  const again = await reader.systemFile(node, path)
  return saysNothing(again) ? unknown(SAYS_NOTHING) : again
}

function saysNothing(file: Observation<string>): boolean {
  return file.kind === 'known' && file.value === ''
}
