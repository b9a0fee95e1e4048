import type { Rule } from './rule.ts'

const FEWEST_BITS = 3072

/** The key of the certificate authority has 3072 bits or more. */
export const cmCa006: Rule = {
  code: 'CM-CA-006',
  title: 'The key of the certificate authority has 3072 bits or more',
  severity: 'info',
  stage: 'static',
  why: 'The product generates 3072-bit RSA keys; shorter ones come from older versions and weaken every connection.',
  source: 'CA',
  help: 'generate a new authority while all nodes are reachable and in sync',
  examples: {
    invalid: { files: { 'cluster.yaml': 'centralManagement: { ca: { keyBits: 1024 } }' } },
    valid: { files: { 'cluster.yaml': 'centralManagement: { ca: { keyBits: 3072 } }' } },
  },

  *check(cluster) {
    const { ca } = cluster
    if (ca?.value.keyBits === undefined || ca.value.keyBits >= FEWEST_BITS) return
    yield {
      message: `the key of the authority "${ca.value.name}" has ${ca.value.keyBits} bits`,
      place: ca.origin.place,
    }
  },
}
