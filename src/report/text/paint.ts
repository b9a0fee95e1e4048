import picocolors from 'picocolors'
import type { Severity } from '../../source/diagnostic.ts'
import type { Appearance } from '../appearance.ts'

/** Colours by what they mean, as in git: added green, removed red, changed yellow, moved magenta. */
export interface Paint {
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
  readonly error: (text: string) => string
  readonly warning: (text: string) => string
  readonly info: (text: string) => string
  readonly good: (text: string) => string
  readonly added: (text: string) => string
  readonly removed: (text: string) => string
  readonly changed: (text: string) => string
  readonly moved: (text: string) => string
}

/** The colours of an appearance; without colour every one of them leaves its text as it is. */
export function paintOf({ color }: Pick<Appearance, 'color'>): Paint {
  const colors = picocolors.createColors(color)
  return {
    strong: colors.bold,
    faint: colors.dim,
    error: (text) => colors.bold(colors.red(text)),
    warning: (text) => colors.bold(colors.yellow(text)),
    info: (text) => colors.bold(colors.cyan(text)),
    good: colors.green,
    added: colors.green,
    removed: colors.red,
    changed: colors.yellow,
    moved: colors.magenta,
  }
}

/** The colour of a severity. */
export function severityPaint(paint: Paint, severity: Severity): (text: string) => string {
  return { error: paint.error, warning: paint.warning, info: paint.info }[severity]
}
