import { createHash } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** Within what the number of a process means one process: a machine since it was started, or a container on it. */
export interface NumberSpace {
  readonly id: string
  /**
   * Whether two that have this id share their process numbers for certain. Else the same name may stand for two machines or
   * two containers, and a number that is missing here may be at work there.
   */
  readonly isCertain: boolean
}

/** What a system says about where it is; a part is absent where it does not say. */
export interface SystemSays {
  readonly host: string
  /** Told anew at each start of the machine. */
  readonly boot?: string | undefined
  /** Every container has one of its own, unless it was started without. */
  readonly processNamespace?: string | undefined
}

/** The space of numbers that a system is in. */
export function numberSpaceOf({ host, boot, processNamespace }: SystemSays): NumberSpace {
  const parts = [host, boot ?? '', processNamespace ?? '']
  const id = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12)
  return { id, isCertain: boot !== undefined && processNamespace !== undefined }
}

/** The space of numbers of this process, as Linux tells it; other systems tell nothing that would be certain. */
export function ownNumberSpace(): NumberSpace {
  return numberSpaceOf({
    host: hostname(),
    boot: orUndefined(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    processNamespace: orUndefined(() => readlinkSync('/proc/self/ns/pid')),
  })
}

function orUndefined(read: () => string): string | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
