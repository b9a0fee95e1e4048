import type { Cluster } from '../../model/fleet.ts'
import type { Policy } from '../../model/policy/policy.ts'
import type { Checked } from '../../source/checked.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { RawFile } from '../../source/source-file.ts'
import { decode } from '../decode.ts'
import { parse } from '../parse.ts'
import { compilePolicy, type ParsedFile, type PolicyGround } from '../policy/compile-policy.ts'

/** The policy of a resolved cluster from the files of its `policy/`, `lists/`, `exports/` and `tests/` folders. */
export function resolvePolicy(files: readonly RawFile[], cluster: Cluster, ground: PolicyGround): Checked<Policy> {
  const diagnostics: Diagnostic[] = []
  const take = <Value>({ value, diagnostics: found }: Checked<Value>): Value | undefined => {
    diagnostics.push(...found)
    return value
  }
  const below = (folder: string): readonly RawFile[] => files.filter(({ path }) => path.includes(`/${folder}/`))
  const parsed = (folder: string): readonly ParsedFile[] =>
    below(folder).flatMap((file) => {
      const text = take(decode(file))
      const value = text === undefined ? undefined : take(parse(text))
      return value === undefined ? [] : [{ file: file.path, value }]
    })
  const policy = compilePolicy({
    ...ground,
    ground: cluster,
    policy: parsed('policy'),
    lists: parsed('lists'),
    exports: below('exports').flatMap((file) => take(decode(file)) ?? []),
  })
  return { value: policy.value, diagnostics: [...diagnostics, ...policy.diagnostics] }
}
