import { slowerUpdates, type Incident } from './incident.ts'

/** Incidents that people make. */
export const people: readonly Incident[] = [
  {
    name: '04-colleague-in-the-ui',
    title: 'A colleague is logged on in the UI',
    alert: 'An urgent change cannot be applied.',
    play: async (stage) => {
      await stage.edit(...slowerUpdates)
      stage.happens('carol is logged on at the UI of tokyo-2.', {
        kind: 'ui login',
        node: stage.uuid('tokyo-2'),
        user: 'carol',
      })
      await stage.pader('apply --yes --quiet --summary')
      await stage.pader('status')
      stage.happens('A call, and carol logs off.', { kind: 'ui logout', node: stage.uuid('tokyo-2'), user: 'carol' })
      await stage.pader('apply --yes --quiet --summary')
    },
  },
  {
    name: '05-changed-by-hand-and-kept',
    title: 'A change by hand that is right',
    alert: 'The watch says that two-site differs.',
    play: async (stage) => {
      await stage.pader('apply --yes --quiet --summary')
      stage.wait(60)
      stage.saves('carol', 'tokyo-1', 'tokyo-2', 'updates.interval', '60')
      stage.saves('carol', 'tokyo-1', 'tokyo-2', 'priority', '30')
      stage.wait(30)
      await stage.pader('status')
      await stage.pader('diff')
      await stage.pader('adopt')
      await stage.pader('adopt --yes')
      stage.tell('The change is reviewed and committed.')
      stage.revision = 'b2'.repeat(20)
      await stage.pader('apply --yes --quiet --summary')
    },
  },
  {
    name: '06-changed-by-hand-and-put-back',
    title: 'A change by hand that is wrong',
    alert: 'Users in New York complain.',
    play: async (stage) => {
      await stage.pader('apply --yes --quiet --summary')
      stage.wait(45)
      stage.saves('dave', 'newyork-1', 'newyork-2', 'groups.network', ['newyork', 'lab'])
      stage.wait(1)
      await stage.pader('diff')
      await stage.pader('apply --yes --summary')
    },
  },
]
