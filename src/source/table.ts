/** A table that is asked for words which others wrote: it has its own, and none of those that every object inherits. */
export function tableOf<Value>(rows: Readonly<Record<string, Value>>): ReadonlyMap<string, Value> {
  return new Map(Object.entries(rows))
}
