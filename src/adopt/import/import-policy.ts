import { renderYaml } from '../../compile/edit/render-yaml.ts'
import type { PolicyObjects } from '../../model/policy/policy.ts'
import { slug } from './recognise.ts'
import { withoutEncrypted } from './without-encrypted.ts'

/** A top-level rule set as it was exported, and what it says. */
export interface ExportedRuleSet {
  readonly name: string
  /** The document, byte for byte; absent where it could not be exported. */
  readonly text: string | undefined
  /** Absent where Pader cannot read it. */
  readonly content: PolicyObjects | undefined
}

/** Rule sets as files below `exports/` with the policy that imports them, and what was left out. */
export interface ImportedPolicy {
  readonly files: readonly { readonly path: string; readonly text: string }[]
  readonly leftOut: readonly string[]
}

/**
 * Keeps the exports as they are, in the order in which the rule sets are processed, and lets them use the lists of the
 * repository. Values that the appliance encrypts are taken out: they are secrets, and nobody can read them.
 */
export function importPolicy(ruleSets: readonly ExportedRuleSet[], ownLists: ReadonlySet<string>): ImportedPolicy {
  const leftOut: string[] = []
  const used = new Set<string>()
  const files: { path: string; text: string }[] = []
  const imports: object[] = []
  for (const { name, text, content } of ruleSets) {
    const safe = text === undefined ? undefined : withoutEncrypted(text)
    if (safe === undefined || content === undefined) {
      leftOut.push(`rule set "${name}": ${whyNot(text, content)}`)
      continue
    }
    const path = `exports/${fileName(name, used)}.xml`
    const { count } = safe
    if (count > 0) leftOut.push(`${count} encrypted ${count === 1 ? 'value' : 'values'} of rule set "${name}"`)
    files.push({ path, text: safe.text })
    const lists = content.lists.filter((list) => ownLists.has(list.name)).map((list) => [list.name, { use: list.name }])
    imports.push({ import: path, ...(lists.length === 0 ? {} : { lists: Object.fromEntries(lists) }) })
  }
  if (imports.length > 0) {
    const remark = 'Rule sets as they were exported; see "pader policy show". Write one out here when you change it.'
    files.push({ path: 'policy/imported.yaml', text: renderYaml({ format: 1, ruleSets: imports }, [remark]) })
  }
  return { files, leftOut }
}

function whyNot(text: string | undefined, content: PolicyObjects | undefined): string {
  if (text === undefined) return 'it could not be exported'
  return content === undefined ? 'its export cannot be read' : 'its settings have secrets inside lists'
}

function fileName(name: string, used: Set<string>): string {
  const base = slug(name) || 'rule-set'
  let file = base
  for (let number = 2; used.has(file); number += 1) file = `${base}-${number}`
  used.add(file)
  return file
}
