/** Whether a version such as `12.2.15` is another one or later; parts are compared as numbers, missing parts are 0. */
export function atLeast(version: string, other: string): boolean {
  const left = version.split('.').map(Number)
  const right = other.split('.').map(Number)
  for (let part = 0; part < Math.max(left.length, right.length); part++) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}
