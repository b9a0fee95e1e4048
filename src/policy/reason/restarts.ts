/** 1, 1, 2, 1, 1, 2, 4 …: how long to try before the next new start, by its number from 1 on. */
export function luby(count: number): number {
  let power = 1
  while (power * 2 - 1 < count) power *= 2
  return power * 2 - 1 === count ? power : luby(count - power + 1)
}
