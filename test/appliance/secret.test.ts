import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { Secret } from '../../src/appliance/secret.ts'

test('a secret shows itself only where it is asked to', () => {
  const secret = new Secret('hush')
  const shown = [String(secret), JSON.stringify({ secret }), inspect(secret), inspect({ a: [secret] }), 'x' + secret]
  for (const text of shown) {
    expect(text).toContain('[secret]')
    expect(text).not.toContain('hush')
  }
  expect(Object.keys(secret)).toEqual([])
  expect(secret.reveal()).toBe('hush')
})
