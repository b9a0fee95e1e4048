import { Document, isScalar, isSeq, visit } from 'yaml'
import { printYaml } from './print.ts'

/** Longest list of plain values that is written on one line. */
const ONE_LINE = 60

/** Writes a value as a YAML file, with remarks for its readers at the top; short lists of plain values take one line. */
export function renderYaml(value: unknown, remarks: readonly string[] = []): string {
  const head = remarks.map((line) => `# ${line}\n`).join('')
  const document = new Document(value)
  visit(document, {
    Seq: (_, node) => {
      const plain = isSeq(node) && node.items.every((item) => isScalar(item) && typeof item.value !== 'object')
      node.flow = plain && JSON.stringify(node.toJSON()).length <= ONE_LINE
    },
  })
  return head + printYaml(document)
}
