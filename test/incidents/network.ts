import { slowerUpdates, type Incident } from './incident.ts'

/** Incidents of lines, machines and clocks. */
export const network: readonly Incident[] = [
  {
    name: '01-partition',
    title: 'The line between two sites is down',
    alert: 'Monitoring says that New York does not answer Tokyo. A change is waiting to be rolled out.',
    play: async (stage) => {
      await stage.pader('apply --yes --quiet --summary')
      const [tokyo, newyork] = [
        ['tokyo-1', 'tokyo-2'],
        ['newyork-1', 'newyork-2'],
      ].map((side) => side.map((node) => stage.uuid(node)))
      stage.happens('The line between Tokyo and New York fails.', { kind: 'partition', sides: [tokyo!, newyork!] })
      stage.saves('carol', 'tokyo-1', 'tokyo-2', 'updates.interval', '60')
      stage.wait(12)
      await stage.pader('status')
      await stage.pader('doctor')
      stage.happens('The provider repairs the line.', { kind: 'heal' })
      stage.wait(5)
      await stage.pader('status')
      await stage.pader('apply --yes --quiet --summary')
    },
  },
  {
    name: '02-node-down',
    title: 'A node does not answer',
    alert: 'The pager says: PADER CRITICAL.',
    play: async (stage) => {
      await stage.pader('apply --yes --quiet --summary')
      stage.happens('newyork-2 loses power.', { kind: 'down', node: stage.uuid('newyork-2') })
      await stage.pader('status --nagios')
      await stage.pader('status')
      stage.happens('Somebody at the site switches it on again.', { kind: 'up', node: stage.uuid('newyork-2') })
      stage.wait(3)
    },
  },
  {
    name: '03-clock',
    title: 'A clock is three minutes fast',
    alert: 'New rules do not reach users in New York.',
    play: async (stage) => {
      await stage.pader('apply --yes --quiet --summary')
      stage.happens('The time source of newyork-2 is broken; its clock runs 200 seconds ahead.', {
        kind: 'skew',
        node: stage.uuid('newyork-2'),
        seconds: 200,
      })
      await stage.edit(...slowerUpdates)
      stage.revision = undefined
      await stage.pader('apply --yes --quiet --summary')
      await stage.pader('doctor')
      stage.happens('The three commands are typed on newyork-2.', {
        kind: 'skew',
        node: stage.uuid('newyork-2'),
        seconds: 0,
      })
      await stage.pader('apply --yes --quiet --summary')
    },
  },
]
