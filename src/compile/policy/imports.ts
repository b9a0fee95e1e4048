import type { Policy } from '../../model/policy/policy.ts'
import type { RuleSet } from '../../model/policy/rule-set.ts'
import { decodeExport } from '../../policy/xml/decode-export.ts'
import type { RuleSetExport } from '../../policy/xml/rule-set-export.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { checked, failed, type Checked } from '../../source/checked.ts'
import type { SourceFile } from '../../source/source-file.ts'
import type { WrittenText } from './policy-source.ts'

/** The exports of a cluster, read when they are first asked for. */
export interface Imports {
  readonly ruleSet: (path: WrittenText) => Checked<RuleSet>
  /** The objects that the imported rule sets brought along. */
  readonly used: () => Pick<Policy, 'lists' | 'tables' | 'settings' | 'properties'>
}

/** Makes the exports importable; a path is compared with the end of the files' paths. */
export function importsOf(files: readonly SourceFile[], vocabulary: Vocabulary): Imports {
  const read: RuleSetExport[] = []
  return {
    ruleSet(path) {
      const file = files.find((one) => one.path === path.text || one.path.endsWith(`/${path.text}`))
      if (file === undefined) return failed([noExport(path, files)])
      const { value, diagnostics } = decodeExport(file, vocabulary)
      const ruleSet = value?.ruleSets[0]
      if (value === undefined || ruleSet === undefined) return failed(diagnostics)
      read.push(value)
      return checked(ruleSet, diagnostics)
    },
    used: () => ({
      lists: read.flatMap(({ lists }) => lists),
      tables: read.flatMap(({ tables }) => tables),
      settings: read.flatMap(({ settings }) => settings),
      properties: read.flatMap(({ properties }) => properties),
    }),
  }
}

function noExport(path: WrittenText, files: readonly SourceFile[]) {
  return {
    code: 'REF-EXPORT',
    severity: 'error',
    message: `there is no export "${path.text}"`,
    place: path.place,
    help: files.length === 0 ? 'put the file below exports/' : `exports: ${files.map((file) => file.path).join(', ')}`,
  } as const
}
