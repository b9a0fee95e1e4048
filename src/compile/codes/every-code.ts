import { FRONT_END_CODES, type FrontEndCode } from './front-end-codes.ts'
import { LATER_CODES, POLICY_CODES } from './policy-codes.ts'

/** Every code that is no rule's, with what it means, sorted. */
export const frontEndCodes: readonly (FrontEndCode & { readonly code: string })[] = Object.entries({
  ...FRONT_END_CODES,
  ...POLICY_CODES,
  ...LATER_CODES,
})
  .map(([code, facts]) => ({ code, ...facts }))
  .toSorted((a, b) => (a.code < b.code ? -1 : 1))
