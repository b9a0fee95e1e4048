import type { DesiredSystemFile } from '../../model/policy/system-file.ts'
import { append } from '../../source/append.ts'
import type { Checked } from '../../source/checked.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { Place } from '../../source/place.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { escapeFor } from './escapes.ts'
import type { PolicyNode } from './region-nodes.ts'
import { expand, type Escape, type TemplateValue } from './template.ts'
import { templateValueProblems, unreadValues } from './template-values.ts'

/** A system file as YAML asks for it: one template, the same values everywhere, and what each node is. */
export interface SystemFileSource {
  /** Path on the appliance, without a leading slash. */
  readonly path: string
  /** Path of the template below `templates/`. */
  readonly template: string
  readonly values: { readonly [key: string]: TemplateValue }
  readonly place: Place
}

/** Expands every system file for every node; a template sees the given values and `node`. */
export function systemFiles(
  sources: readonly SystemFileSource[],
  nodes: readonly PolicyNode[],
  templates: ReadonlyMap<string, SourceFile>,
): Checked<readonly DesiredSystemFile[]> {
  const diagnostics: Diagnostic[] = []
  const files: DesiredSystemFile[] = []
  const first = new Map<string, SystemFileSource>()
  for (const source of sources) {
    const before = first.get(source.path)
    if (before !== undefined) {
      diagnostics.push(twice(source, before))
      continue
    }
    first.set(source.path, source)
    const template = templates.get(source.template)
    if (template === undefined) {
      diagnostics.push(missing(source, templates))
      continue
    }
    const problems = templateValueProblems(template, source)
    append(diagnostics, problems)
    // What is wrong with a value is said of it; what a template makes of it says nothing more.
    if (problems.length > 0) continue
    let isWritten = true
    for (const node of nodes) {
      const text = expand(template, { ...source.values, node: facts(node) }, escapeFor(source.path), source.place)
      if (text.value === undefined) {
        const unfit = unfitFact(node, escapeFor(source.path))
        append(diagnostics, unfit === undefined ? text.diagnostics : [ofNode(node, unfit, source)])
        isWritten = false
        break
      }
      files.push({ node: node.name, path: source.path, text: text.value, place: source.place })
    }
    if (isWritten) append(diagnostics, unreadValues(template, source))
  }
  return { value: files, diagnostics }
}

/** What a node is that cannot be written into a file of a kind. */
function unfitFact(node: PolicyNode, escape: Escape): string | undefined {
  return Object.entries(facts(node)).find(([, value]) => escape(value) === undefined)?.[0]
}

function ofNode(node: PolicyNode, fact: string, { template, place }: SystemFileSource): Diagnostic {
  return {
    code: FOLLOWS_FROM_NODE,
    severity: 'error',
    message: `the ${fact} of node "${node.name}" cannot be written into a file made from "templates/${template}"`,
    place,
    related: [{ place: node.place, note: `node "${node.name}"` }],
    help:
      fact === 'address'
        ? 'give the node an "address"'
        : 'use a text on one line, without blanks and control characters',
  }
}

/** Under which code it is said that something of a node cannot be written; the place of that node is related. */
export const FOLLOWS_FROM_NODE = 'POL-TEMPLATE-VALUE'

function facts(node: PolicyNode): Readonly<Record<string, string>> {
  return {
    name: node.name,
    hostname: node.hostname.value,
    location: node.location,
    address: node.address?.value ?? '',
    uuid: node.uuid.value,
  }
}

function twice(source: SystemFileSource, before: SystemFileSource): Diagnostic {
  return {
    code: 'POL-DUPLICATE',
    severity: 'error',
    message: `there are two system files "${source.path}"`,
    place: source.place,
    related: [{ place: before.place, note: 'the other one' }],
    help: 'remove one of them: an appliance has one file of a path',
  }
}

function missing(source: SystemFileSource, templates: ReadonlyMap<string, SourceFile>): Diagnostic {
  return {
    code: 'POL-NO-TEMPLATE',
    severity: 'error',
    message: `there is no template "${source.template}"`,
    place: source.place,
    help: `templates: ${[...templates.keys()].toSorted().join(', ')}`,
  }
}
