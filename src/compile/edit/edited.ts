import type { DocumentPath } from '../../source/place.ts'
import type { YamlEdit } from '../../source/yaml-edit.ts'

/** An edit whose outcome follows from the values alone. */
export type ValueEdit = Exclude<YamlEdit, { readonly kind: 'quote' }>

/** What a document holds after an edit, whatever its text looks like; undefined where the path leads nowhere. */
export function edited(content: unknown, edit: ValueEdit): unknown {
  if (edit.kind === 'remove') return withoutValue(content, edit.path)
  if (edit.kind === 'rename') return withOtherKey(content, edit.path, edit.to)
  const wanted = withValue(content, edit.path, edit.value)
  return sameContent(valueAt(wanted, edit.path), edit.value) ? wanted : undefined
}

function valueAt(content: unknown, path: DocumentPath): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (Array.isArray(inner)) return typeof step === 'number' ? inner[step] : undefined
    return isMap(inner) ? inner[step] : undefined
  }, content)
}

/** Whether two documents hold the same, whatever the order of their keys. */
export function sameContent(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false
    return left.every((element: unknown, index) => sameContent(element, right[index]))
  }
  if (!isMap(left) || !isMap(right)) return Object.is(left, right)
  const keys = Object.keys(left)
  return keys.length === Object.keys(right).length && keys.every((key) => sameContent(left[key], right[key]))
}

function withValue(content: unknown, [step, ...rest]: DocumentPath, value: unknown): unknown {
  if (step === undefined) return value
  if (Array.isArray(content)) {
    return content.map((element: unknown, index) => (index === step ? withValue(element, rest, value) : element))
  }
  const map = isMap(content) ? content : {}
  return { ...map, [step]: withValue(map[step], rest, value) }
}

function withOtherKey(content: unknown, path: DocumentPath, to: string): unknown {
  const parent = valueAt(content, path.slice(0, -1))
  const key = path.at(-1)
  if (!isMap(parent) || typeof key !== 'string' || !Object.hasOwn(parent, key) || Object.hasOwn(parent, to))
    return undefined
  const renamed = Object.fromEntries(Object.entries(parent).map(([name, value]) => [name === key ? to : name, value]))
  return withValue(content, path.slice(0, -1), renamed)
}

function withoutValue(content: unknown, [step, ...rest]: DocumentPath): unknown {
  if (Array.isArray(content)) {
    return content.flatMap((element: unknown, index) =>
      index === step ? (rest.length === 0 ? [] : [withoutValue(element, rest)]) : [element],
    )
  }
  if (step === undefined || !isMap(content) || !(step in content)) return content
  const { [step]: inner, ...others } = content
  if (rest.length === 0) return others
  const left = withoutValue(inner, rest)
  return isMap(left) && Object.keys(left).length === 0 ? others : { ...content, [step]: left }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
