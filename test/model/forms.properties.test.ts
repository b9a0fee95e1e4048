import fc from 'fast-check'
import { isIP, isIPv4 } from 'node:net'
import { expect, test } from 'vitest'
import { FORMS } from '../../src/model/forms/forms.ts'

const part = fc.oneof(
  fc.constantFrom('0', '1', '255', '256', '01', '00', 'x', '0x1', '', ' 1', '1e1', '+1'),
  fc.nat(300).map(String),
)
const written = fc.oneof(
  fc.ipV4(),
  fc.ipV4Extended(),
  fc.ipV6(),
  fc.array(part, { minLength: 3, maxLength: 5 }).map((parts) => parts.join('.')),
  fc.tuple(fc.ipV6(), part, part).map(([six, a, b]) => six.replace(/[^:]*$/, `10.${a}.${b}.1`)),
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789abcdef.:/%[] ')), maxLength: 24 }),
  fc.domain(),
)
const fits = (name: string, text: string): boolean => FORMS[name]!.fits(text)

test('an address is what Node takes for one', () => {
  const seen = { 0: 0, 4: 0, 6: 0 }
  fc.assert(
    fc.property(written, (text) => {
      const family = isIP(text) as 0 | 4 | 6
      seen[family] += 1
      expect(fits('ip-address', text)).toBe(family !== 0)
      expect(fits('ipv4-address', text)).toBe(family === 4)
      expect(fits('listener', text)).toBe(
        family !== 0 || isIP(/^\[(.*)\]$/.exec(text)?.[1] ?? '') !== 0 || isWithPort(text),
      )
      if (family !== 0) expect(fits('host', text)).toBe(true)
      if (family === 0) expect(FORMS['ip-address']!.faultOf(text)).toBeDefined()
    }),
    { numRuns: 3000 },
  )
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100)
})

function isWithPort(text: string): boolean {
  const [, bracketed, plain = '', port] = /^(?:\[(.+)\]|([^:]*)):(\d{1,5})$/.exec(text) ?? []
  return port !== undefined && Number(port) > 0 && Number(port) < 65536 && isIP(bracketed ?? plain) !== 0
}

test('a network is an address whose bits behind its length are zero', () => {
  const length = fc.oneof(fc.nat(33).map(String), fc.constantFrom('', '08', '64', '128', '129', '-1'))
  let [networks, offered] = [0, 0]
  fc.assert(
    fc.property(fc.oneof(written, fc.constantFrom('10.0.0.0', '10.81.16.0', '0.0.0.0')), length, (text, bits) => {
      const isLength = /^(0|[1-9]\d*)$/.test(bits) && Number(bits) <= (isIPv4(text) ? 32 : 128)
      if (isIP(text) === 6) return
      const binary = isIPv4(text) ? text.split('.').map((one) => Number(one).toString(2).padStart(8, '0')) : []
      const isOne = isIPv4(text) && isLength && !binary.join('').slice(Number(bits)).includes('1')
      networks += isOne ? 1 : 0
      expect(fits('network', `${text}/${bits}`)).toBe(isOne)
      expect(fits('ipv4-network', `${text}/${bits}`)).toBe(isOne)
      const { meant } = FORMS['network']!.faultOf(`${text}/${bits}`)
      if (!isOne && isIPv4(text) && isLength) {
        const zeroed = `${binary.join('').slice(0, Number(bits))}${'0'.repeat(32 - Number(bits))}`
        const octets = Array.from({ length: 4 }, (_, at) => Number.parseInt(zeroed.slice(8 * at, 8 * at + 8), 2))
        const lost = octets.filter((octet, at) => octet === 0 && Number(text.split('.')[at]) !== 0)
        // Of an address that would lose more than the number of a machine, the length is as likely to be wrong.
        const isClear = lost.length === 0 || (lost.length === 1 && !text.endsWith('.0'))
        expect(meant).toBe(isClear ? `${octets.join('.')}/${bits}` : undefined)
        offered += isClear ? 1 : 0
      }
    }),
    { numRuns: 3000 },
  )
  expect(networks).toBeGreaterThan(100)
  expect(offered).toBeGreaterThan(20)
})

test('a day is one that the calendar of the engine gives back', () => {
  const number = (most: number): fc.Arbitrary<number> => fc.nat(most)
  let days = 0
  fc.assert(
    fc.property(fc.integer({ min: 1990, max: 2110 }), number(14), number(33), (year, month, day) => {
      const two = (value: number): string => String(value).padStart(2, '0')
      const moment = new Date(Date.UTC(year, month - 1, day))
      const isDay = moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day
      days += isDay ? 1 : 0
      expect(fits('calendar-day', `${year}-${two(month)}-${two(day)}`)).toBe(isDay)
    }),
    { numRuns: 1000 },
  )
  expect(days).toBeGreaterThan(100)
})
