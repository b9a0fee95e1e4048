import type { SecretReference } from '../model/settings.ts'
import { reject, type Read } from '../source/fields.ts'
import { isSecretReference } from './secret-reference.ts'

/** A text that says where a secret is; anything else is refused without being repeated. */
export const secretReference: Read<SecretReference> = (value, at) =>
  typeof value === 'string' && isSecretReference(value)
    ? value
    : reject(at, 'expected where the secret is, not the secret itself', 'write env:NAME, file:PATH or credential:NAME')
