import type { Policy } from '../../model/policy.ts'
import type { RawFile } from '../../source/source-file.ts'
import { checked, type Checked } from '../../source/checked.ts'

/** The policy of a cluster from the files of its `policy/`, `lists/`, `exports/` and `tests/` folders. */
export function resolvePolicy(_files: readonly RawFile[]): Checked<Policy> {
  return checked({ ruleSets: [] })
}
