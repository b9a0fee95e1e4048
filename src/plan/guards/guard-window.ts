import type { Guard } from './guard.ts'
import { isInWindow } from './window.ts'

/** Objects outside the times at which changes may be made. */
export const guardWindow: Guard = {
  code: 'GUARD-WINDOW',
  title: 'Changes are made inside a change window',
  why: 'The people who could repair what goes wrong are there inside the windows that the host file names.',
  help: 'wait for the next window',
  override: '--outside-window',
  *objections(plan, { now, windows }) {
    if (plan.phases.length === 0 || windows.length === 0 || windows.some((window) => isInWindow(window, now))) return
    const open = windows.map(({ start, end, timeZone }) => `${start}–${end} ${timeZone}`)
    yield `no change window is open (${open.join(', ')})`
  },
}
