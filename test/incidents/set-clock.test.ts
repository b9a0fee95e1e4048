import { expect, test } from 'vitest'
import { slowerUpdates } from './incident.ts'
import { telling } from './said.ts'
import { raise } from './stage.ts'

test.each([-120, 120])(
  'a clock of the jump host that is set by %i minutes after a commit lengthens no wait and makes no node late',
  async (minutes) => {
    const stage = await raise()
    const said = telling(() => stage)
    try {
      await stage.edit(...slowerUpdates)
      stage.happens('newyork-2 is deaf.', { kind: 'deaf', node: stage.uuid('newyork-2'), deaf: true })
      // After the commit a session looks at the entry node, and the next one asks the first of the others.
      const onLogin = (act: () => void) => (): void => stage.meanwhile('POST /login', act)
      stage.meanwhile('POST /commit', onLogin(onLogin(() => stage.setClock(minutes))))
      const before = stage.now()
      const text = await said('apply --yes --quiet', 7)
      expect(stage.now() - before).toBeLessThan(6 * 60_000)
      expect(text).toContain('newyork-2, not yet: shows something else')
      expect(text).not.toContain('not everything was answered')
    } finally {
      await stage.close()
    }
  },
)
