import type { Cluster } from '../../model/fleet.ts'
import { emptyPolicy, type Policy } from '../../model/policy/policy.ts'
import { checked, type Checked } from '../../source/checked.ts'
import type { RawFile } from '../../source/source-file.ts'

/** The policy of a resolved cluster from the files of its `policy/`, `lists/`, `exports/` and `tests/` folders. */
export function resolvePolicy(_files: readonly RawFile[], _cluster: Cluster): Checked<Policy> {
  return checked(emptyPolicy)
}
