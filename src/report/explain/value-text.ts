/** A value in a few words: nothing is "unmanaged", null is "empty". */
export function valueText(value: unknown): string {
  if (value === undefined) return 'unmanaged'
  if (value === null) return 'empty'
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`
  if (typeof value !== 'object') return JSON.stringify(value).replace(/^"([^"]+)"$/, '$1')
  const fields = Object.entries(value)
  if (fields.length === 2 && 'address' in value && 'port' in value)
    return `${String(value.address)}:${String(value.port)}`
  return `{${fields.map(([name, field]) => `${name}: ${valueText(field)}`).join(', ')}}`
}
