import type { ListEdit, Step } from '../../plan/plan.ts'
import { unreachable } from '../../source/unreachable.ts'
import { valueText } from './value.ts'

/** How a line of a plan differs from what is there, for its sign and colour. */
export type LineKind = 'added' | 'removed' | 'changed' | 'said'

/** One line of a plan before it is laid out. */
export interface StepLine {
  readonly kind: LineKind
  readonly text: string
}

/** Entries of a list that are shown before the rest is counted. */
const MOST_ENTRIES = 12

/** What a step changes: the node or object it belongs to, and its lines. */
export function stepLines(
  step: Step,
  arrow: string,
): { readonly subject: string; readonly lines: readonly StepLine[] } {
  switch (step.kind) {
    case 'set property':
      return { subject: `node ${step.node}`, lines: [settingLine(step, arrow)] }
    case 'create list':
      return { subject: `list "${step.list}" (${step.type})`, lines: newListLines(step) }
    case 'edit list':
      return {
        subject: `list "${step.list}" (${step.type})`,
        lines: cut(step.edits.map((edit) => editLine(edit, arrow))),
      }
    case 'delete list':
      return { subject: `list "${step.list}" (${step.type})`, lines: [{ kind: 'removed', text: 'deleted' }] }
    case 'write system file':
      return { subject: `node ${step.node}`, lines: [fileLine(step, arrow)] }
    case 'set policy setting':
      return { subject: `settings "${step.settings}" of ${step.target}`, lines: policySettingLines(step, arrow) }
    case 'put rule sets':
      return { subject: 'rule sets', lines: ruleSetLines(step, arrow) }
    case 'manual':
      return {
        subject: `by hand: ${step.id}`,
        lines: step.instructions.map((line, index) => said(`${index + 1}. ${line}`)),
      }
    default:
      return unreachable(step)
  }
}

/** What a step that a lease keeps from being carried out would change, in one line. */
export function leasedWords(step: Step, arrow: string): string {
  if (step.kind === 'put rule sets') {
    const names = step.imports.map(({ name }) => `"${name}"`).join(', ')
    return `rule set ${names}: its rules differ from the YAML`
  }
  const { subject, lines } = stepLines(step, arrow)
  return `${subject}: ${lines[0]?.text ?? ''}`
}

function settingLine(step: Step & { readonly kind: 'set property' }, arrow: string): StepLine {
  const kind = step.before === null ? 'added' : step.after === null ? 'removed' : 'changed'
  return { kind, text: `${step.setting}  ${valueText(step.before)} ${arrow} ${valueText(step.after)}` }
}

function newListLines({ entries }: Step & { readonly kind: 'create list' }): readonly StepLine[] {
  return [
    said(`new, with ${entries.length} entr${entries.length === 1 ? 'y' : 'ies'}`),
    ...cut(entries.map(({ value }) => ({ kind: 'added', text: value }))),
  ]
}

function fileLine({ path, before, after }: Step & { readonly kind: 'write system file' }, arrow: string): StepLine {
  const text = `file ${path}  ${before?.slice(0, 8) ?? 'absent'} ${arrow} ${after.slice(0, 8)}`
  return { kind: before === undefined ? 'added' : 'changed', text }
}

function policySettingLines(step: Step & { readonly kind: 'set policy setting' }, arrow: string): readonly StepLine[] {
  return [
    { kind: 'changed', text: `${step.key}  ${valueText(step.before)} ${arrow} ${valueText(step.after)}` },
    said(`used by ${step.ruleSets.map((name) => `"${name}"`).join(', ')}`),
  ]
}

function ruleSetLines(step: Step & { readonly kind: 'put rule sets' }, arrow: string): readonly StepLine[] {
  return [
    ...step.imports.flatMap(({ name, replaces, differences }): StepLine[] => [
      replaces ? { kind: 'changed', text: `"${name}" is replaced` } : { kind: 'added', text: `"${name}"` },
      ...differences.map((line) => said(`  ${line}`)),
    ]),
    ...step.removes.map((name): StepLine => ({ kind: 'removed', text: `"${name}"` })),
    said(`order: ${step.order.map((name) => `"${name}"`).join(` ${arrow} `)}`),
  ]
}

function editLine(edit: ListEdit, arrow: string): StepLine {
  switch (edit.kind) {
    case 'insert':
      return { kind: 'added', text: edit.entry.value }
    case 'remove':
      return { kind: 'removed', text: edit.before.value }
    case 'replace':
      return edit.before.value === edit.entry.value
        ? {
            kind: 'changed',
            text: `${edit.entry.value}  "${edit.before.description}" ${arrow} "${edit.entry.description}"`,
          }
        : { kind: 'changed', text: `${edit.before.value} ${arrow} ${edit.entry.value}` }
    default:
      return unreachable(edit)
  }
}

function cut(lines: readonly StepLine[]): readonly StepLine[] {
  if (lines.length <= MOST_ENTRIES) return lines
  return [...lines.slice(0, MOST_ENTRIES), said(`and ${lines.length - MOST_ENTRIES} more`)]
}

function said(text: string): StepLine {
  return { kind: 'said', text }
}
