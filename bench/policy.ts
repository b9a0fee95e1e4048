import { between } from './random.ts'

const LISTS = 12
const ENTRIES = 24
const RULE_SETS = 5
const RULES_A_SET = 10

/** The policy of one region: a file of 50 rules, and 12 lists of 24 entries that the rules ask. */
export function policyFiles(random: () => number): ReadonlyMap<string, string> {
  const files = new Map<string, string>([['policy/10-web.yaml', policyFile(random)]])
  for (let list = 0; list < LISTS; list++) files.set(`lists/${listName(list)}.yaml`, listFile(list, random))
  return files
}

const listName = (list: number): string => `Sites ${String(list + 1).padStart(2, '0')}`

function policyFile(random: () => number): string {
  const lines = ['format: 1', 'settings:', ...SETTINGS, 'ruleSets:']
  for (let set = 0; set < RULE_SETS; set++) {
    lines.push(`  - name: Blocking ${set + 1}`, '    cycles: [request]', '    rules:')
    for (let rule = 0; rule < RULES_A_SET; rule++) {
      const list = listName((set * RULES_A_SET + rule) % LISTS)
      const size = between(random, 1, 99) * 1048576
      const and = rule % 2 === 0 ? '' : ` AND BytesFromClient greater than or equals ${size}`
      lines.push(
        `      - name: Rule ${rule + 1}`,
        `        criteria: URL.Host matches in list "${list}"${and}`,
        '        action: Block<Blocked by the region>',
      )
    }
  }
  return `${lines.join('\n')}\n`
}

const SETTINGS = [
  '  Blocked by the region:',
  '    target: Block',
  '    template: com.scur.template.mainaction.block',
  "    version: '1.6'",
  '    values:',
  '      DirectoryName: default',
  '      TemplateName: Blocked by the region',
  '      BlockReasonID: 10',
]

function listFile(list: number, random: () => number): string {
  const lines = ['format: 1', 'type: regex', `description: sites of kind ${list + 1}`, 'entries:']
  for (let entry = 0; entry < ENTRIES; entry++) {
    lines.push(`  - '*.host${between(random, 0, 999_999)}.kind${list + 1}.example'`)
  }
  return `${lines.join('\n')}\n`
}
