/** Ratios of a run by what they are of; they hold on any machine better than seconds do. */
export type Ratios = Readonly<Record<string, number>>

/** By how much a ratio may be worse than the committed one. */
const TOLERANCE = 1.25

/** The ratios that are worse than the committed ones by more than is tolerated, in words. */
export function regressions(measured: Ratios, committed: Ratios): readonly string[] {
  return Object.entries(committed).flatMap(([name, usual]) => {
    const now = measured[name]
    if (now === undefined || now <= usual * TOLERANCE) return []
    return [`${name}: ${now.toFixed(2)}, committed ${usual.toFixed(2)}`]
  })
}
