import { stringify } from 'yaml'

/** Writes a value as a YAML file, with remarks for its readers at the top. */
export function renderYaml(value: unknown, remarks: readonly string[] = []): string {
  const head = remarks.map((line) => `# ${line}\n`).join('')
  return head + stringify(value, { lineWidth: 120, indentSeq: false })
}
