import { privateKeysIn } from '../yaml/private-keys.ts'
import type { Rule } from './rule.ts'

const said = (key: string): string => `"${key}" of an authority must not be in the repository`
/** Some of these keys look like a connection to the schema. */
const KEY_CODES = ['SCHEMA-UNKNOWN-KEY', 'SCHEMA-CONNECTION-KEY']

/** The private key of the certificate authority is not in the repository. */
export const cmCa005: Rule = {
  code: 'CM-CA-005',
  title: 'The private key of the certificate authority is not in the repository',
  severity: 'error',
  stage: 'static',
  why: 'Anyone who has the key can issue certificates that every node of the cluster accepts.',
  source: 'CA',
  help: 'remove it, treat it as compromised, and generate a new authority; only its name and fingerprint are needed here',
  examples: {
    invalid: { files: { 'cluster.yaml': "centralManagement: { ca: { privateKey: '-----BEGIN PRIVATE KEY-----' } }" } },
    valid: { files: { 'cluster.yaml': 'centralManagement: { ca: { name: Example Bank Gateway CA } }' } },
  },
  misplaced: ['privateKey', 'private_key', 'key', 'pem', 'password', 'passphrase'].flatMap((key) => [
    { document: 'cluster', path: ['centralManagement', 'ca', key], codes: KEY_CODES, message: said(key) } as const,
    { document: 'location', path: ['nodes', '*', 'ca', key], codes: KEY_CODES, message: said(key) } as const,
  ]),

  *scan(file) {
    for (const { start, end } of privateKeysIn(file)) {
      yield { message: 'this file contains a private key', place: { kind: 'range', file: file.path, start, end } }
    }
  },
}
