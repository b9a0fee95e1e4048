import type { Step } from './plan.ts'

const KNOWN: Readonly<Record<Step['kind'], true>> = {
  'set property': true,
  'create list': true,
  'edit list': true,
  'delete list': true,
  'put rule sets': true,
  'set policy setting': true,
  'write system file': true,
  manual: true,
}

/** Whether this Pader knows a step that was read from a file: a newer one may have written it. */
export function isKnownStep({ kind }: { readonly kind: string }): boolean {
  return Object.hasOwn(KNOWN, kind)
}
