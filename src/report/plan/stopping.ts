import type { Progress } from '../../plan/progress.ts'
import { harmless } from '../text/cells.ts'

/** What a run still does that was asked to stop, as far as it tells it. */
export interface UnderWay {
  /** Notes what the run tells. */
  told(event: Progress): void
  /** One line for whoever asked: what is finished first, and what asking again does. */
  words(unicode: boolean): string
}

/** Follows a run, so that whoever asks it to stop hears what it does before it does. */
export function underWay(): UnderWay {
  let rest: string | undefined
  return {
    told: (event) => {
      const own = restAfter(event)
      if (own !== undefined) rest = own
      // From here on everything of a phase is done.
      if (event.kind === 'verified' && event.asked === 'after') rest = undefined
    },
    words: (unicode) => {
      const before = rest === undefined ? 'nothing is begun any more' : `${rest}, and nothing is begun after it`
      const after = rest === undefined ? '' : ', and the next run finds out what is in effect'
      return `pader: asked to stop: ${harmless(before, unicode)}; a second signal (Ctrl-C) ends it at once${after}\n`
    },
  }
}

function restAfter(event: Progress): string | undefined {
  if (event.kind === 'step written' || event.kind === 'committing')
    return `"${event.phase.title}" is still committed, and the nodes are asked who holds it`
  if (event.kind === 'committed')
    return `"${event.phase.title}" is in effect, and the nodes are still asked who holds it`
  return undefined
}
