import { expect, test } from 'vitest'
import { slowerUpdates } from './incident.ts'
import { telling } from './said.ts'
import { raise, type Stage } from './stage.ts'

const MINUTE = 60_000

/** The cluster of the incidents with a change that waits to be applied. */
async function changed(): Promise<Stage> {
  const stage = await raise()
  await stage.edit(...slowerUpdates)
  return stage
}

/** The interface of a node starts, until that instant. */
function starting(stage: Stage, node: string, until: number): void {
  stage.instead.set(node, { status: 503, text: 'HTTP Status 503 Service Unavailable', until })
}

test.each(['POST /login', 'PUT', 'POST /backup'])(
  'an entry node that answers 503 from the first %s on leaves everything as it was, and is said to be busy',
  async (request) => {
    const stage = await changed()
    const said = telling(() => stage)
    try {
      stage.meanwhile(request, () => starting(stage, 'tokyo-1', stage.now() + 5 * MINUTE))
      const text = (await said('apply --yes --quiet', 8)).replaceAll(/\s+/g, ' ')
      expect(text).toContain('unavailable (503): HTTP Status 503 Service Unavailable')
      expect(text).toContain('nodes: unchanged')
      expect(text).toContain('to do: see whether the node is overloaded or restarting')
      stage.wait(11)
      await said('apply --yes --quiet', 0)
    } finally {
      await stage.close()
    }
  },
)

test.each([
  [1, 0],
  [5, 7],
])('an entry node that answers 503 for %i minutes after a commit is waited for', async (minutes, ended) => {
  const stage = await changed()
  const said = telling(() => stage)
  try {
    stage.meanwhile('POST /commit', () =>
      stage.meanwhile('POST /logout', () => starting(stage, 'tokyo-1', stage.now() + minutes * MINUTE)),
    )
    const text = await said('apply --yes --quiet', ended)
    if (ended === 0) return
    expect(text.replaceAll(/\s+/g, ' ')).toContain('the commit was sent and cannot be looked at')
    stage.wait(5)
    await said('apply --yes --quiet', 0)
  } finally {
    await stage.close()
  }
})

test('a commit that is answered with 503 and takes no effect is told with that answer', async () => {
  const stage = await changed()
  const said = telling(() => stage)
  const strike = (): void => {
    starting(stage, 'tokyo-1', stage.now() + 1)
    stage.meanwhile('POST /commit', strike)
  }
  try {
    stage.meanwhile('POST /commit', strike)
    const text = (await said('apply --yes --quiet', 8)).replaceAll(/\s+/g, ' ')
    expect(text).toContain('was sent 4 times and never took effect')
    expect(text).toContain('HTTP Status 503 Service Unavailable')
  } finally {
    await stage.close()
  }
})

test('another node that answers 503 for five minutes after a commit is not confirmed and no reason to fail', async () => {
  const stage = await changed()
  const said = telling(() => stage)
  try {
    stage.meanwhile('POST /commit', () => starting(stage, 'newyork-2', stage.now() + 5 * MINUTE))
    const text = await said('apply --yes --quiet', 0)
    expect(text).toContain('newyork-2: unavailable (503)')
    stage.wait(5)
    await said('apply --yes --quiet', 0)
  } finally {
    await stage.close()
  }
})
